-- What changed between April 2025 and April 2026 (v2.32): service accounts, and reasons that say where a build came from. The number of
-- the migration is a guess: it lies between its neighbours in proportion to the time between them.

update schema_migrations set version = 500;

alter table users add column is_service_account boolean not null default false;

alter type build_reason add value 'dashboard';
alter type build_reason add value 'cli';
alter type build_reason add value 'ssh_connection';
alter type build_reason add value 'vscode_connection';
alter type build_reason add value 'jetbrains_connection';
alter type build_reason add value 'task_auto_pause';
alter type build_reason add value 'task_manual_pause';
alter type build_reason add value 'task_resume';

alter table workspaces
    add column group_acl jsonb not null default '{}',
    add column user_acl jsonb not null default '{}';

alter table workspace_builds
    add column has_ai_task boolean,
    add column has_external_agent boolean;
create index idx_workspace_builds_initiator_id on workspace_builds (initiator_id);

alter table provisioner_jobs
    add column logs_length integer not null default 0,
    add column logs_overflowed boolean not null default false;
create index idx_provisioner_jobs_status on provisioner_jobs (job_status);

alter table workspace_agents
    add column parent_id uuid references workspace_agents (id) on delete cascade,
    add column deleted boolean not null default false;
