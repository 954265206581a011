insert into rolled_report (start_time, template_id, user_id, active_minute, connected, latency, apps)
select date_trunc('hour', created_at) + interval '30 minutes' * floor(extract(minute from created_at) / 30),
    template_id, user_id, date_trunc('minute', created_at), connection_count > 0, connection_median_latency_ms,
    array(
        -- The rollup's name of an app can be that of its family.
        select distinct coalesce(renamed.rolled_name, session.app)
        from jsonb_object_keys(session_counts) as session (app)
        left join unnest($3::text[], $4::text[]) as renamed (app, rolled_name) on renamed.app = session.app)
from workspace_agent_stats
where created_at >= $1 and created_at < $2 and session_counts <> '{}'
