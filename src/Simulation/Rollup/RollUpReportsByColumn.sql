insert into rolled_report (start_time, template_id, user_id, active_minute, connected, latency, apps)
select date_trunc('hour', created_at) + interval '30 minutes' * floor(extract(minute from created_at) / 30),
    template_id, user_id, date_trunc('minute', created_at), connection_count > 0, connection_median_latency_ms,
    array_remove(array[
        case when session_count_vscode > 0 then 'vscode' end,
        case when session_count_jetbrains > 0 then 'jetbrains' end,
        case when session_count_reconnecting_pty > 0 then 'reconnecting_pty' end,
        case when session_count_ssh > 0 then 'ssh' end], null)
from workspace_agent_stats
where created_at >= $1 and created_at < $2
    and (session_count_vscode > 0 or session_count_jetbrains > 0 or session_count_reconnecting_pty > 0 or session_count_ssh > 0)
