insert into rolled_usage (start_time, template_id, user_id, latency, usage_mins, session_mins, web_app_mins)
with half_hour as (
    -- Sessions without any connection are what a lost agent last said.
    select start_time, template_id, user_id, percentile_cont(0.5) within group (order by latency) filter (where latency > 0) as latency
    from rolled_report
    group by start_time, template_id, user_id
    having bool_or(connected)
),
session_minute as (
    select distinct start_time, template_id, user_id, session.app, active_minute
    from rolled_report
    join half_hour using (start_time, template_id, user_id)
    cross join unnest(apps) as session (app)
),
web_minute as (
    select distinct date_trunc('hour', visit.active_minute)
            + interval '30 minutes' * floor(extract(minute from visit.active_minute) / 30) as start_time,
        workspace.template_id, web_session.user_id,
        case web_session.access_method when 'terminal' then '[terminal]' else web_session.slug_or_port end as slug, visit.active_minute
    from workspace_app_stats web_session
    join workspaces workspace on workspace.id = web_session.workspace_id
    cross join generate_series(
        date_trunc('minute', greatest(web_session.session_started_at, $1)),
        least(web_session.session_ended_at, $2) - interval '1 microsecond', interval '1 minute') as visit (active_minute)
    where web_session.session_started_at < $2 and web_session.session_ended_at > $1
        and web_session.session_ended_at > web_session.session_started_at
),
usage as (
    select start_time, template_id, user_id, count(distinct active_minute) as mins
    from (
        select start_time, template_id, user_id, active_minute from session_minute
        union all
        select start_time, template_id, user_id, active_minute from web_minute
    ) as active
    group by start_time, template_id, user_id
),
session_mins as (
    select start_time, template_id, user_id, jsonb_object_agg(app, mins) as apps
    from (
        select start_time, template_id, user_id, app, count(*) as mins from session_minute
        group by start_time, template_id, user_id, app
    ) as by_app
    group by start_time, template_id, user_id
),
web_mins as (
    select start_time, template_id, user_id, jsonb_object_agg(slug, mins) as apps
    from (
        select start_time, template_id, user_id, slug, count(*) as mins from web_minute
        group by start_time, template_id, user_id, slug
    ) as by_slug
    group by start_time, template_id, user_id
)
select start_time, template_id, user_id, half_hour.latency, usage.mins, coalesce(session_mins.apps, '{}'), web_mins.apps
from usage
left join half_hour using (start_time, template_id, user_id)
left join session_mins using (start_time, template_id, user_id)
left join web_mins using (start_time, template_id, user_id)
