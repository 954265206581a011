-- How much there is to read: the first and the last row by the index on created_at, and the planner's idea of the number, so that nothing is scanned.
select
    (select min(created_at) from workspace_agent_stats) as oldest,
    (select max(created_at) from workspace_agent_stats) as newest,
    (select reltuples::bigint from pg_catalog.pg_class where oid = 'workspace_agent_stats'::regclass) as estimated_rows,
    (select count(*) from templates where not deleted) as templates,
    (select count(*) from templates where deleted) as deleted_templates
