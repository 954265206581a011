-- Workspaces by the job of their newest build.
with state as (
    select job.*, build.transition
    from workspaces as workspace
    left join (
        select workspace_id, max(build_number) as build_number from workspace_builds group by workspace_id
    ) as newest on newest.workspace_id = workspace.id
    left join workspace_builds as build on build.workspace_id = workspace.id and build.build_number = newest.build_number
    left join provisioner_jobs as job on job.id = build.job_id
    where not workspace.deleted
)
select
    (select count(*) from state where started_at is null) as pending,
    (select count(*) from state where started_at is not null and canceled_at is null and completed_at is null
        and updated_at - interval '30 seconds' < @now) as building,
    (select count(*) from state where completed_at is not null and canceled_at is null and error is null and transition = 'start') as running,
    (select count(*) from state where (canceled_at is not null or completed_at is not null) and error is not null) as failed,
    (select count(*) from state where completed_at is not null and canceled_at is null and error is null and transition = 'stop') as stopped
