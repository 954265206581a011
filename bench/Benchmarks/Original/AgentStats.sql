-- Latency and traffic over the window, and the sessions of each agent's newest report in it.
select *
from (
    select
        coalesce(sum(rx_bytes), 0)::bigint as rx_bytes,
        coalesce(sum(tx_bytes), 0)::bigint as tx_bytes,
        coalesce(percentile_cont(0.5) within group (order by connection_median_latency_ms), -1) as p50,
        coalesce(percentile_cont(0.95) within group (order by connection_median_latency_ms), -1) as p95
    from workspace_agent_stats
    where created_at > @since and connection_median_latency_ms > 0
) as measured
cross join (
    select
        coalesce(sum(session_count_vscode), 0)::bigint as vscode,
        coalesce(sum(session_count_ssh), 0)::bigint as ssh,
        coalesce(sum(session_count_jetbrains), 0)::bigint as jetbrains,
        coalesce(sum(session_count_reconnecting_pty), 0)::bigint as reconnecting_pty
    from (
        select *, row_number() over (partition by agent_id order by created_at desc) as place
        from workspace_agent_stats
        where created_at > @since
    ) as ranked
    where place = 1
) as sessions
