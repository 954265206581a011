-- The newest report, of idle agents too: how far the table has been written. One that is stamped ahead of our clock does not count, for others
-- will still write behind it. One look into the index on created_at.
select max(created_at) from workspace_agent_stats where created_at <= @now
