-- The newest half-hour that is not ahead of our clock: how far the rollup has come. One look into the index on start_time.
select max(start_time) from template_usage_stats where start_time <= @now
