-- The newest half-hour: how far the rollup has come. One look at the end of the index on start_time.
select max(start_time) from template_usage_stats
