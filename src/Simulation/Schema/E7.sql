-- Migration 590 (summer 2026): an agent counts the sessions of any app by the app's name.

update schema_migrations set version = 590;

drop index workspace_agent_stats_template_id_created_at_user_id_idx;
alter table workspace_agent_stats add column session_counts jsonb not null default '{}';

-- What is rolled up already will not be read again, so old reports are left with nothing counted.
update workspace_agent_stats
set session_counts = jsonb_strip_nulls(jsonb_build_object(
    'vscode', nullif(session_count_vscode, 0), 'jetbrains', nullif(session_count_jetbrains, 0),
    'reconnecting_pty', nullif(session_count_reconnecting_pty, 0), 'ssh', nullif(session_count_ssh, 0)))
where created_at > coalesce((select max(start_time) from template_usage_stats) - interval '1 day', '-infinity')
    and (session_count_vscode > 0 or session_count_jetbrains > 0 or session_count_reconnecting_pty > 0 or session_count_ssh > 0);

alter table workspace_agent_stats
    drop column session_count_vscode,
    drop column session_count_jetbrains,
    drop column session_count_reconnecting_pty,
    drop column session_count_ssh;

create index workspace_agent_stats_template_id_created_at_user_id_idx
    on workspace_agent_stats (template_id, created_at, user_id)
    include (connection_median_latency_ms)
    where connection_count > 0;
