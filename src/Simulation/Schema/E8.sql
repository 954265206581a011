-- Migration 596 (autumn 2026): half-hours tell the minutes of any app by its name. What was rolled up before keeps the names of families.

update schema_migrations set version = 596;

create table template_usage_stats_session_apps (
    start_time timestamptz not null,
    template_id uuid not null,
    user_id uuid not null,
    app_name text not null,
    usage_mins smallint not null,
    primary key (start_time, user_id, template_id, app_name),
    foreign key (start_time, template_id, user_id) references template_usage_stats on delete cascade
);

insert into template_usage_stats_session_apps (start_time, template_id, user_id, app_name, usage_mins)
select usage.start_time, usage.template_id, usage.user_id, family.name, family.mins
from template_usage_stats usage
cross join lateral (values
    ('ssh', ssh_mins), ('sftp', sftp_mins), ('reconnecting_pty', reconnecting_pty_mins), ('vscode', vscode_mins),
    ('jetbrains', jetbrains_mins)
) as family (name, mins)
where family.mins > 0;

alter table template_usage_stats
    drop column ssh_mins,
    drop column sftp_mins,
    drop column reconnecting_pty_mins,
    drop column vscode_mins,
    drop column jetbrains_mins;
