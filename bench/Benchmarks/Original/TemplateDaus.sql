-- Who was active on a template on which UTC day, over all that is kept.
select (created_at at time zone 'UTC')::date as day, user_id
from workspace_agent_stats
where template_id = @template and connection_count > 0
group by 1, 2
order by 1
