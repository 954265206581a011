-- What changed between October 2023 and April 2024 (v2.10, migration 205): activity is rolled up into half-hours.

update schema_migrations set version = 205;

alter type build_reason rename value 'autolock' to 'dormancy';

alter table templates add column deprecated text not null default '';
alter table users add column name varchar(128) not null default '';
alter table workspaces add column favorite boolean not null default false;

-- Whoever upgrades keeps the oldest organization as the default one.
alter table organizations add column is_default boolean not null default false;
update organizations set is_default = true
where id = (select id from organizations order by created_at, id limit 1);
create unique index organizations_single_default_org on organizations (is_default) where is_default;

create table template_usage_stats (
    start_time timestamptz not null,
    end_time timestamptz not null,
    template_id uuid not null,
    user_id uuid not null,
    median_latency_ms real,
    usage_mins smallint not null,
    ssh_mins smallint not null,
    sftp_mins smallint not null,
    reconnecting_pty_mins smallint not null,
    vscode_mins smallint not null,
    jetbrains_mins smallint not null,
    app_usage_mins jsonb,
    primary key (start_time, template_id, user_id)
);
create unique index template_usage_stats_start_time_template_id_user_id_idx on template_usage_stats (start_time, template_id, user_id);
create index template_usage_stats_start_time_idx on template_usage_stats (start_time desc);
