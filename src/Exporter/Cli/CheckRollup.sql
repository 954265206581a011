-- How much there is to read: the first and the last half-hour by the index on start_time, and the planner's idea of the number.
select
    (select min(start_time) from template_usage_stats) as oldest,
    (select max(start_time) from template_usage_stats) as newest,
    (select reltuples::bigint from pg_catalog.pg_class where oid = 'template_usage_stats'::regclass) as estimated_rows,
    (select count(*) from templates where not deleted) as templates,
    (select count(*) from templates where deleted) as deleted_templates
