-- What agents and, marked as usage, clients reported from @from (inclusive) to @to (exclusive). Walks the index on created_at.
-- An agent says what it likes: a count that no workspace can have must not fail the statement.
select
    created_at,
    agent_id,
    rx_bytes,
    tx_bytes,
    connection_median_latency_ms::double precision as latency_milliseconds,
    usage,
    least(greatest(session_count_vscode, 0), 100000)::int as vscode,
    least(greatest(session_count_ssh, 0), 100000)::int as ssh,
    least(greatest(session_count_jetbrains, 0), 100000)::int as jetbrains,
    least(greatest(session_count_reconnecting_pty, 0), 100000)::int as reconnecting_pty
from workspace_agent_stats
where created_at >= @from and created_at < @to
order by created_at
