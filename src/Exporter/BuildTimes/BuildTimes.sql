-- How long successful builds took, per template and transition, over those that started after @since. From start to completion, without the
-- wait in the queue; whatever became of the workspace. percentile_disc answers a duration that really occurred. Coder has no index that this
-- could follow: it reads the builds once, for all templates.
select
    version.template_id,
    build.transition::text as transition,
    percentile_disc(0.5) within group (order by build_job.seconds) as p50,
    percentile_disc(0.95) within group (order by build_job.seconds) as p95,
    count(*) as samples
from (
    select id, date_part('epoch', completed_at - started_at) as seconds
    from provisioner_jobs
    where started_at > @since
      and completed_at is not null
      and canceled_at is null
      and coalesce(error, '') = ''
) as build_job
join workspace_builds as build on build.job_id = build_job.id
join template_versions as version on version.id = build.template_version_id
where version.template_id is not null
group by 1, 2
