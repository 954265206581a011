-- How many reports there are from @from (inclusive) to @to (exclusive): whether one was written late, without reading them again.
select count(*)::int from workspace_agent_stats where created_at >= @from and created_at < @to
