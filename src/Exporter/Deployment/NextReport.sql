-- When the first report is from @from on; @now where there is none up to then. One look into the index on created_at.
select least(min(created_at), @now) from workspace_agent_stats where created_at >= @from
