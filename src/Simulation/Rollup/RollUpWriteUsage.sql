insert into template_usage_stats as rollup (
    start_time, end_time, template_id, user_id, median_latency_ms, usage_mins, app_usage_mins)
select start_time, start_time + interval '30 minutes', template_id, user_id, latency, usage_mins, web_app_mins
from rolled_usage
on conflict (start_time, template_id, user_id) do update
set median_latency_ms = excluded.median_latency_ms, usage_mins = excluded.usage_mins, app_usage_mins = excluded.app_usage_mins
where (rollup.median_latency_ms, rollup.usage_mins, rollup.app_usage_mins)
    is distinct from (excluded.median_latency_ms, excluded.usage_mins, excluded.app_usage_mins)
