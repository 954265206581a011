-- What changed between March and October 2023 (v2.3, migration 164).

update schema_migrations set version = 164;

-- A new type rather than a new value: a value may not be used in the transaction that adds it, and it becomes the default here.
create type user_status_with_dormant as enum ('active', 'suspended', 'dormant');
alter table users
    alter column status drop default,
    alter column status type user_status_with_dormant using status::text::user_status_with_dormant,
    alter column status set default 'dormant';
drop type user_status;
alter type user_status_with_dormant rename to user_status;

alter type build_reason add value 'autolock';
alter type build_reason add value 'failedstop';
alter type build_reason add value 'autodelete';

create type automatic_updates as enum ('always', 'never');
alter table workspaces
    alter column last_used_at drop default,
    alter column last_used_at type timestamptz using last_used_at at time zone 'UTC',
    alter column last_used_at set default '0001-01-01 00:00:00+00',
    add column dormant_at timestamptz,
    add column deleting_at timestamptz,
    add column automatic_updates automatic_updates not null default 'never';

alter table workspace_builds add column max_deadline timestamptz not null default '0001-01-01 00:00:00+00';

alter table template_versions
    add column message varchar(1048576) not null default '',
    add column archived boolean not null default false;

alter table workspace_agents
    add column started_at timestamptz,
    add column ready_at timestamptz;

create type provisioner_job_status as enum ('pending', 'running', 'succeeded', 'canceling', 'canceled', 'failed', 'unknown');
alter table provisioner_jobs
    add column trace_metadata jsonb,
    add column job_status provisioner_job_status not null generated always as (
        case
            when error <> '' then 'failed'::provisioner_job_status
            when canceled_at is not null and completed_at is not null then 'canceled'::provisioner_job_status
            when canceled_at is not null then 'canceling'::provisioner_job_status
            when completed_at is not null then 'succeeded'::provisioner_job_status
            when started_at is null then 'pending'::provisioner_job_status
            else 'running'::provisioner_job_status
        end) stored;

create table workspace_app_stats (
    id bigserial primary key,
    user_id uuid not null references users (id),
    workspace_id uuid not null references workspaces (id),
    agent_id uuid not null references workspace_agents (id),
    access_method text not null,
    slug_or_port text not null,
    session_id uuid not null,
    session_started_at timestamptz not null,
    session_ended_at timestamptz not null,
    requests integer not null,
    unique (user_id, agent_id, session_id)
);
create index workspace_app_stats_workspace_id_idx on workspace_app_stats (workspace_id);

create index workspace_agent_stats_template_id_created_at_user_id_idx
    on workspace_agent_stats (template_id, created_at, user_id)
    include (session_count_vscode, session_count_jetbrains, session_count_reconnecting_pty, session_count_ssh, connection_median_latency_ms)
    where connection_count > 0;
