-- What changed between April and October 2024 (v2.16, migration 259): sessions can be reported apart from the agents' own reports.

update schema_migrations set version = 259;

alter table workspace_agent_stats add column usage boolean not null default false;

alter table organizations add column display_name text;
update organizations set display_name = name;
alter table organizations
    alter column display_name set not null,
    add column icon text not null default '';
