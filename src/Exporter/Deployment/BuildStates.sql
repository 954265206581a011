-- What certain builds do and how their jobs are, each looked up by index: those that are new, and those that had not ended when last looked at.
select
    build.workspace_id,
    build.build_number,
    build.transition::text as transition,
    job.updated_at,
    job.started_at,
    job.canceled_at,
    job.completed_at,
    job.error is not null as failed
from unnest(@workspaces, @numbers) as wanted (workspace_id, build_number)
join workspace_builds as build on build.workspace_id = wanted.workspace_id and build.build_number = wanted.build_number
left join provisioner_jobs as job on job.id = build.job_id
