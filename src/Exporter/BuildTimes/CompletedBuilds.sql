-- Successful builds that completed from @from on, of those that started after @since. From start to completion, without the wait in the queue;
-- whatever became of the workspace. Coder has no index on when a job completed: the jobs are read once, for all templates, and what is new is
-- looked up from there.
select
    job.id as job_id,
    version.template_id,
    build.transition::text as transition,
    job.started_at,
    job.completed_at,
    date_part('epoch', job.completed_at - job.started_at) as seconds
from provisioner_jobs as job
join workspace_builds as build on build.job_id = job.id
join template_versions as version on version.id = build.template_version_id
where job.completed_at >= @from
  and job.started_at > @since
  and job.canceled_at is null
  and coalesce(job.error, '') = ''
  and version.template_id is not null
