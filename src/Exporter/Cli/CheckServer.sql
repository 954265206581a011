-- Whom we talk to.
select
    pg_catalog.current_setting('server_version') as version,
    pg_catalog.current_database()::text as database,
    current_user::text as role,
    pg_catalog.pg_is_in_recovery() as standby
