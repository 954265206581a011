-- Workspaces that are not deleted, by the job of their newest build: each bucket counts for itself, so a workspace can be in none, one or two
-- (canceled with an error before it started: pending and failed). A job without an update is building for ever, hence the count of hung ones.
-- An empty error counts as an error here. One index look-up a workspace.
select
    count(*) filter (where job.started_at is null) as pending,
    count(*) filter (where building and job.updated_at - interval '30 seconds' < @now) as building,
    count(*) filter (where done and job.error is null and newest_build.transition = 'start') as running,
    count(*) filter (where (job.canceled_at is not null or job.completed_at is not null) and job.error is not null) as failed,
    count(*) filter (where done and job.error is null and newest_build.transition = 'stop') as stopped,
    count(*) filter (where building and job.updated_at < @hung_before) as hung
from workspaces as workspace
left join lateral (
    select build.job_id, build.transition
    from workspace_builds as build
    where build.workspace_id = workspace.id
    order by build.build_number desc
    limit 1
) as newest_build on true
left join provisioner_jobs as job on job.id = newest_build.job_id
cross join lateral (
    select
        job.started_at is not null and job.canceled_at is null and job.completed_at is null as building,
        job.completed_at is not null and job.canceled_at is null as done
) as state
where not workspace.deleted
