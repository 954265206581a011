-- Build times of one template over 30 days.
select
    percentile_disc(0.5) within group (order by seconds) filter (where transition = 'start') as start_p50,
    percentile_disc(0.95) within group (order by seconds) filter (where transition = 'start') as start_p95,
    percentile_disc(0.5) within group (order by seconds) filter (where transition = 'stop') as stop_p50,
    percentile_disc(0.95) within group (order by seconds) filter (where transition = 'stop') as stop_p95,
    percentile_disc(0.5) within group (order by seconds) filter (where transition = 'delete') as delete_p50,
    percentile_disc(0.95) within group (order by seconds) filter (where transition = 'delete') as delete_p95
from (
    select build.transition, extract(epoch from job.completed_at - job.started_at) as seconds
    from workspace_builds as build
    join template_versions as version on version.id = build.template_version_id
    join provisioner_jobs as job on job.id = build.job_id
    where version.template_id = @template
      and job.started_at > @since
      and job.completed_at is not null
      and job.canceled_at is null
      and coalesce(job.error, '') = ''
) as duration
