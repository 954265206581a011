-- What each of @agents agents reported every 30 seconds from @from (exclusive) to @to (inclusive). Every third has no connection, and no latency.
insert into workspace_agent_stats
    (id, created_at, user_id, agent_id, workspace_id, template_id, connection_count, rx_bytes, tx_bytes, connection_median_latency_ms,
     session_count_vscode, session_count_ssh, session_count_jetbrains, session_count_reconnecting_pty)
select
    gen_random_uuid(), at - interval '30 seconds' * n / @agents, md5('user ' || n % 1000)::uuid, md5('agent ' || n)::uuid, md5('workspace ' || n)::uuid,
    md5('template')::uuid, case when n % 3 = 0 then 0 else 1 end, random() * 100000, random() * 1000000,
    case when n % 3 = 0 then -1 else 5 + random() * 200 end, n % 2, n % 5 / 4, n % 7 / 6, n % 11 / 10
from generate_series(@to, @from + interval '1 second', interval '-30 seconds') as at, generate_series(1, @agents) as n
