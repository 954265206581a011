-- The newest report, of idle agents too: how far the table has been written. One look at the end of the index on created_at.
select max(created_at) from workspace_agent_stats
