-- A role for the exporter: it may read the columns that the exporter reads, on every release of Coder, and nothing else.
--
--     psql "$CODER_PG_CONNECTION_URL" --file grants.sql                     makes or mends the role coder_exporter
--     psql "$CODER_PG_CONNECTION_URL" --set role=NAME --file grants.sql     or one of another name
--
-- Run it in Coder's database as a superuser, or as the tables' owner where the role is there already or the owner may create it. Run it again after
-- an upgrade of Coder: columns that came with it are granted then. What the role was granted on tables beyond that is taken back.
-- It sets no password. In psql, \password coder_exporter asks for one, and sends only its hash.
\set ON_ERROR_STOP on
\if :{?role}
\else
\set role coder_exporter
\endif
select pg_catalog.set_config('coder_exporter.role', :'role', false) as role;
do $$
declare
    role constant text := pg_catalog.current_setting('coder_exporter.role');
    item record;
begin
    if pg_catalog.to_regrole(pg_catalog.quote_ident(role)) is null then
        execute pg_catalog.format('create role %I login', role);
        execute pg_catalog.format('alter role %I set default_transaction_read_only = on', role);
    end if;

    for item in
        select distinct class.oid::regclass as relation
        from pg_catalog.pg_class as class
        join pg_catalog.pg_attribute as attribute on attribute.attrelid = class.oid
        cross join lateral pg_catalog.aclexplode(class.relacl || attribute.attacl) as granted
        where granted.grantee = pg_catalog.to_regrole(pg_catalog.quote_ident(role))
    loop
        execute pg_catalog.format('revoke all on %s from %I', item.relation, role);
    end loop;

    -- What an older or a newer release does not have is left out.
    for item in
        select
            class.oid::regclass as relation,
            class.relnamespace::regnamespace as schema,
            pg_catalog.string_agg(pg_catalog.quote_ident(attribute.attname), ', ' order by attribute.attnum) as columns
        from (values
            ('organizations', array['id', 'name']),
            ('provisioner_jobs', array['id', 'started_at', 'completed_at', 'canceled_at', 'updated_at', 'error']),
            ('schema_migrations', array['version']),
            ('template_usage_stats', array['start_time', 'template_id', 'user_id']),
            ('template_versions', array['id', 'template_id']),
            ('templates', array['id', 'organization_id', 'name', 'display_name', 'deleted', 'deprecated']),
            ('users', array['id', 'is_system']),
            ('workspace_agent_stats', array['created_at', 'user_id', 'agent_id', 'template_id', 'connection_count', 'rx_bytes', 'tx_bytes', 'connection_median_latency_ms', 'session_count_vscode', 'session_count_ssh', 'session_count_jetbrains', 'session_count_reconnecting_pty', 'session_counts', 'usage']),
            ('workspace_builds', array['workspace_id', 'build_number', 'transition', 'job_id', 'template_version_id']),
            ('workspaces', array['id', 'owner_id', 'template_id', 'deleted'])
        ) as needed (relation, columns)
        join pg_catalog.pg_class as class on class.relname = needed.relation
        join pg_catalog.pg_attribute as attribute on attribute.attrelid = class.oid
        where class.relkind in ('r', 'p', 'v', 'm', 'f')
          and pg_catalog.pg_table_is_visible(class.oid)
          and attribute.attname = any (needed.columns)
          and not attribute.attisdropped
        group by class.oid, class.relnamespace
    loop
        execute pg_catalog.format('grant usage on schema %s to %I', item.schema, role);
        execute pg_catalog.format('grant select (%s) on %s to %I', item.columns, item.relation, role);
    end loop;
end
$$;
