select date_trunc('hour', coalesce(
    (select max(start_time) from template_usage_stats) - interval '1 hour',
    (select min(created_at) from workspace_agent_stats)))
