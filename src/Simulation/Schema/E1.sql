-- The tables of March 2023 (v0.19, migration 108), as far as an exporter can have an interest in them.

create type user_status as enum ('active', 'suspended');
create type login_type as enum ('password', 'github', 'oidc', 'token');
create type provisioner_type as enum ('echo', 'terraform');
create type provisioner_storage_method as enum ('file');
create type provisioner_job_type as enum ('template_version_import', 'workspace_build', 'template_version_dry_run');
create type workspace_transition as enum ('start', 'stop', 'delete');
create type build_reason as enum ('initiator', 'autostart', 'autostop');
create type workspace_agent_lifecycle_state as enum
    ('created', 'starting', 'start_timeout', 'start_error', 'ready', 'shutting_down', 'shutdown_timeout', 'shutdown_error', 'off');

create table schema_migrations (
    version bigint primary key,
    dirty boolean not null
);
insert into schema_migrations values (108, false);

create table organizations (
    id uuid primary key,
    name text not null,
    description text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create unique index idx_organization_name on organizations (name);

create table users (
    id uuid primary key,
    email text not null,
    username text not null default '',
    created_at timestamptz not null,
    updated_at timestamptz not null,
    status user_status not null default 'active',
    rbac_roles text[] not null default '{}',
    login_type login_type not null default 'password',
    avatar_url text,
    deleted boolean not null default false,
    last_seen_at timestamp without time zone not null default '0001-01-01 00:00:00'
);

create table organization_members (
    user_id uuid not null references users (id) on delete cascade,
    organization_id uuid not null references organizations (id) on delete cascade,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    roles text[] not null default '{organization-member}',
    primary key (organization_id, user_id)
);

create table groups (
    id uuid primary key,
    name text not null,
    organization_id uuid not null references organizations (id) on delete cascade,
    unique (name, organization_id)
);

create table group_members (
    user_id uuid not null references users (id) on delete cascade,
    group_id uuid not null references groups (id) on delete cascade,
    unique (user_id, group_id)
);

create table templates (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    organization_id uuid not null references organizations (id) on delete cascade,
    deleted boolean not null default false,
    name varchar(64) not null,
    provisioner provisioner_type not null,
    active_version_id uuid not null,
    description varchar(128) not null default '',
    default_ttl bigint not null default 604800000000000,
    created_by uuid not null references users (id) on delete restrict,
    icon varchar(256) not null default '',
    display_name varchar(64) not null default ''
);
create unique index templates_organization_id_name_idx on templates (organization_id, lower(name)) where not deleted;

create table provisioner_jobs (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    started_at timestamptz,
    canceled_at timestamptz,
    completed_at timestamptz,
    error text,
    organization_id uuid not null references organizations (id) on delete cascade,
    initiator_id uuid not null,
    provisioner provisioner_type not null,
    storage_method provisioner_storage_method not null,
    type provisioner_job_type not null,
    input jsonb not null default '{}',
    worker_id uuid,
    file_id uuid not null,
    tags jsonb not null default '{"scope": "organization"}',
    error_code text
);
create index provisioner_jobs_started_at_idx on provisioner_jobs (started_at) where started_at is null;

create table template_versions (
    id uuid primary key,
    template_id uuid references templates (id) on delete cascade,
    organization_id uuid not null references organizations (id) on delete cascade,
    created_at timestamptz not null,
    name varchar(64) not null,
    job_id uuid not null,
    created_by uuid not null references users (id) on delete restrict,
    unique (template_id, name)
);

create table workspaces (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    owner_id uuid not null references users (id) on delete restrict,
    organization_id uuid not null references organizations (id) on delete restrict,
    template_id uuid not null references templates (id) on delete restrict,
    deleted boolean not null default false,
    name varchar(64) not null,
    autostart_schedule text,
    ttl bigint,
    last_used_at timestamp without time zone not null default '0001-01-01 00:00:00'
);
create unique index workspaces_owner_id_lower_idx on workspaces (owner_id, lower(name)) where not deleted;

create table workspace_builds (
    id uuid primary key,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    workspace_id uuid not null references workspaces (id) on delete cascade,
    template_version_id uuid not null references template_versions (id) on delete cascade,
    build_number integer not null,
    transition workspace_transition not null,
    initiator_id uuid not null,
    provisioner_state bytea,
    job_id uuid not null unique references provisioner_jobs (id) on delete cascade,
    deadline timestamptz not null default '0001-01-01 00:00:00+00',
    reason build_reason not null default 'initiator',
    daily_cost integer not null default 0,
    unique (workspace_id, build_number)
);

create table workspace_resources (
    id uuid primary key,
    created_at timestamptz not null,
    job_id uuid not null references provisioner_jobs (id) on delete cascade,
    transition workspace_transition not null,
    type varchar(192) not null,
    name varchar(64) not null
);
create index workspace_resources_job_id_idx on workspace_resources (job_id);

create table workspace_agents (
    id uuid primary key,
    created_at timestamptz not null,
    name varchar(64) not null,
    resource_id uuid not null references workspace_resources (id) on delete cascade,
    first_connected_at timestamptz,
    last_connected_at timestamptz,
    disconnected_at timestamptz,
    connection_timeout_seconds integer not null default 0,
    version text not null default '',
    architecture varchar(64) not null,
    operating_system varchar(64) not null,
    lifecycle_state workspace_agent_lifecycle_state not null default 'created'
);
create index workspace_agents_resource_id_idx on workspace_agents (resource_id);

-- No foreign keys: reports outlive the agents, workspaces, templates and users they are about.
create table workspace_agent_stats (
    id uuid not null,
    created_at timestamptz not null,
    user_id uuid not null,
    agent_id uuid not null,
    workspace_id uuid not null,
    template_id uuid not null,
    connections_by_proto jsonb not null default '{}',
    connection_count bigint not null default 0,
    rx_packets bigint not null default 0,
    rx_bytes bigint not null default 0,
    tx_packets bigint not null default 0,
    tx_bytes bigint not null default 0,
    connection_median_latency_ms double precision not null default -1,
    session_count_vscode bigint not null default 0,
    session_count_jetbrains bigint not null default 0,
    session_count_reconnecting_pty bigint not null default 0,
    session_count_ssh bigint not null default 0,
    constraint agent_stats_pkey primary key (id)
);
create index idx_agent_stats_created_at on workspace_agent_stats (created_at);
create index idx_agent_stats_user_id on workspace_agent_stats (user_id);
