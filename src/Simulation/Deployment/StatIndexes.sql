select index_class.relname, pg_get_indexdef(index_class.oid), pg_get_constraintdef(pg_constraint.oid)
from pg_index
join pg_class index_class on index_class.oid = pg_index.indexrelid
left join pg_constraint on pg_constraint.conindid = pg_index.indexrelid
where pg_index.indrelid = 'workspace_agent_stats'::regclass
order by index_class.relname
