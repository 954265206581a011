-- Workspaces that are not deleted, by the job of their newest build: each bucket counts for itself, so a workspace can be in none, one or two
-- (canceled with an error before it started: pending and failed). A job without an update is building for ever, hence the count of hung ones.
-- An empty error counts as an error here. One look-up of the newest build and one of its job for each workspace, both by index: the limit
-- keeps the planner from reading all builds or jobs there ever were.
select
    count(*) filter (where newest.started_at is null) as pending,
    count(*) filter (where newest.building and newest.updated_at - interval '30 seconds' < @now) as building,
    count(*) filter (where newest.done and newest.error is null and newest.transition = 'start') as running,
    count(*) filter (where (newest.canceled_at is not null or newest.completed_at is not null) and newest.error is not null) as failed,
    count(*) filter (where newest.done and newest.error is null and newest.transition = 'stop') as stopped,
    count(*) filter (where newest.building and newest.updated_at < @hung_before) as hung
from workspaces as workspace
left join lateral (
    select
        build.transition, job.updated_at, job.started_at, job.canceled_at, job.completed_at, job.error,
        job.started_at is not null and job.canceled_at is null and job.completed_at is null as building,
        job.completed_at is not null and job.canceled_at is null as done
    from workspace_builds as build
    left join provisioner_jobs as job on job.id = build.job_id
    where build.workspace_id = workspace.id
    order by build.build_number desc
    limit 1
) as newest on true
where not workspace.deleted
