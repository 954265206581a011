-- As many workspaces as @agents says, each built ten times and running, and what their agents reported in the last hour, every 30 seconds.
with organization as (
    insert into organizations (id, name, description, created_at, updated_at) values (gen_random_uuid(), 'one', '', @now, @now) returning id
),
owner as (
    insert into users (id, email, username, created_at, updated_at) values (gen_random_uuid(), 'ada@example.com', 'ada', @now, @now) returning id
),
template as (
    insert into templates (id, created_at, updated_at, organization_id, name, provisioner, active_version_id, created_by)
    select gen_random_uuid(), @now, @now, organization.id, 'docker', 'terraform', gen_random_uuid(), owner.id from organization, owner
    returning id
),
version as (
    insert into template_versions (id, template_id, organization_id, created_at, name, job_id, created_by)
    select gen_random_uuid(), template.id, organization.id, @now, 'first', gen_random_uuid(), owner.id from template, organization, owner
    returning id
),
workspace as (
    insert into workspaces (id, created_at, updated_at, owner_id, organization_id, template_id, deleted, name)
    select md5('workspace ' || n)::uuid, @now, @now, owner.id, organization.id, template.id, false, 'workspace-' || n
    from owner, organization, template, generate_series(1, @agents) as n
),
job as (
    insert into provisioner_jobs
        (id, created_at, updated_at, started_at, completed_at, organization_id, initiator_id, provisioner, storage_method, type, file_id)
    select md5('job ' || n)::uuid, at, at, at, at + interval '1 minute', organization.id, owner.id, 'terraform', 'file', 'workspace_build', gen_random_uuid()
    from owner, organization, generate_series(1, @agents * 10) as n
    cross join lateral (select @now - interval '1 minute' * (1 + @agents * 10 - n) as at) as moment
),
build as (
    insert into workspace_builds (id, created_at, updated_at, workspace_id, template_version_id, build_number, transition, initiator_id, job_id)
    select gen_random_uuid(), @now, @now, md5('workspace ' || 1 + (n - 1) % @agents)::uuid, version.id, 1 + (n - 1) / @agents, 'start', owner.id,
        md5('job ' || n)::uuid
    from owner, version, generate_series(1, @agents * 10) as n
)
select 1
