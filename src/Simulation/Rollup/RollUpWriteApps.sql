insert into template_usage_stats_session_apps as rollup (start_time, template_id, user_id, app_name, usage_mins)
select start_time, template_id, user_id, session.app, session.mins::smallint
from rolled_usage
cross join jsonb_each_text(session_mins) as session (app, mins)
on conflict (start_time, user_id, template_id, app_name) do update
set usage_mins = excluded.usage_mins
where rollup.usage_mins is distinct from excluded.usage_mins
