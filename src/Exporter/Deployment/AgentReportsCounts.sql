-- What agents reported from @from (inclusive) to @to (exclusive). Walks the index on created_at.
select
    created_at,
    agent_id,
    rx_bytes,
    tx_bytes,
    connection_median_latency_ms::double precision as latency_milliseconds,
    session_count_vscode::int as vscode,
    session_count_ssh::int as ssh,
    session_count_jetbrains::int as jetbrains,
    session_count_reconnecting_pty::int as reconnecting_pty
from workspace_agent_stats
where created_at >= @from and created_at < @to
order by created_at
