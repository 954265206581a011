-- What agents and, marked as usage, clients reported from @from (inclusive) to @to (exclusive), sessions by app. Walks the index on created_at.
select
    created_at,
    agent_id,
    rx_bytes,
    tx_bytes,
    connection_median_latency_ms as latency_milliseconds,
    usage,
    session_counts::text as session_counts
from workspace_agent_stats
where created_at >= @from and created_at < @to
order by created_at
