insert into template_usage_stats as rollup (
    start_time, end_time, template_id, user_id, median_latency_ms, usage_mins, ssh_mins, sftp_mins, reconnecting_pty_mins, vscode_mins,
    jetbrains_mins, app_usage_mins)
select start_time, start_time + interval '30 minutes', template_id, user_id, latency, usage_mins,
    coalesce((session_mins -> 'ssh')::smallint, 0), 0, coalesce((session_mins -> 'reconnecting_pty')::smallint, 0),
    coalesce((session_mins -> 'vscode')::smallint, 0), coalesce((session_mins -> 'jetbrains')::smallint, 0), web_app_mins
from rolled_usage
on conflict (start_time, template_id, user_id) do update
set median_latency_ms = excluded.median_latency_ms, usage_mins = excluded.usage_mins, ssh_mins = excluded.ssh_mins,
    reconnecting_pty_mins = excluded.reconnecting_pty_mins, vscode_mins = excluded.vscode_mins, jetbrains_mins = excluded.jetbrains_mins,
    app_usage_mins = excluded.app_usage_mins
where (rollup.median_latency_ms, rollup.usage_mins, rollup.ssh_mins, rollup.reconnecting_pty_mins, rollup.vscode_mins,
        rollup.jetbrains_mins, rollup.app_usage_mins)
    is distinct from (excluded.median_latency_ms, excluded.usage_mins, excluded.ssh_mins, excluded.reconnecting_pty_mins,
        excluded.vscode_mins, excluded.jetbrains_mins, excluded.app_usage_mins)
