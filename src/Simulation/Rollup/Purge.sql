delete from workspace_agent_stats
where created_at < coalesce((select max(start_time) from template_usage_stats) - interval '1 day', $1::timestamptz - interval '180 days')
