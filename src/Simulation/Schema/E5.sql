-- What changed between October 2024 and April 2025 (v2.21, migration 302): prebuilt workspaces and the user who owns them.

update schema_migrations set version = 302;

alter table organizations add column deleted boolean not null default false;
drop index idx_organization_name;
create unique index idx_organization_name on organizations (lower(name)) where not deleted;

alter table workspaces add column next_start_at timestamptz;
create index workspace_next_start_at_idx on workspaces (next_start_at) where not deleted;
create index workspace_template_id_idx on workspaces (template_id) where not deleted;

alter table workspace_builds add column template_version_preset_id uuid;

-- The history of accounts: who had which status since when, and who was deleted when.
create table user_status_changes (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    new_status user_status not null,
    changed_at timestamptz not null
);
create index idx_user_status_changes_changed_at on user_status_changes (changed_at);
create table user_deleted (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users (id),
    deleted_at timestamptz not null
);
create index idx_user_deleted_deleted_at on user_deleted (deleted_at);

insert into user_status_changes (user_id, new_status, changed_at) select id, status, created_at from users;
insert into user_deleted (user_id, deleted_at) select id, updated_at from users where deleted;

create function record_user_status_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' or old.status is distinct from new.status then
        insert into user_status_changes (user_id, new_status, changed_at) values (new.id, new.status, new.updated_at);
    end if;
    if new.deleted and (tg_op = 'INSERT' or not old.deleted) then
        insert into user_deleted (user_id, deleted_at) values (new.id, new.updated_at);
    end if;
    return null;
end
$$;
create trigger user_status_change_trigger after insert or update on users
    for each row execute function record_user_status_change();

alter table users add column is_system boolean not null default false;
insert into users (id, email, username, name, created_at, updated_at, status, is_system)
values ('c42fdf75-3097-471c-8c33-fb52454d81c0', 'prebuilds@system', 'prebuilds', 'Prebuilds Owner', now(), now(), 'active', true);
