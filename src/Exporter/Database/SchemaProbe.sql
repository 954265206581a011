-- The columns of every table that tells one release of Coder from another or that the exporter reads: the first of each name on the search path.
select
    class.relname::text as table_name,
    attribute.attname::text as column_name,
    pg_catalog.format_type(attribute.atttypid, attribute.atttypmod) as type_name,
    pg_catalog.has_column_privilege(class.oid, attribute.attnum, 'select') as readable
from pg_catalog.pg_class as class
join pg_catalog.pg_attribute as attribute on attribute.attrelid = class.oid
where class.relname in (
        'agent_stats', 'organizations', 'provisioner_jobs', 'schema_migrations', 'template_usage_stats', 'template_usage_stats_session_apps',
        'template_versions', 'templates', 'users', 'workspace_agent_stats', 'workspace_app_stats', 'workspace_builds', 'workspaces')
    and class.relkind in ('r', 'p', 'v', 'm', 'f')
    and pg_catalog.pg_table_is_visible(class.oid)
    and attribute.attnum > 0
    and not attribute.attisdropped
order by class.relname, attribute.attnum
