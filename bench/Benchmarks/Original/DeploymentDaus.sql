-- Who was active on which day of a zone (whole hours west of UTC), over all that is kept.
select (created_at at time zone @zone)::date as day, user_id
from workspace_agent_stats
where connection_count > 0
group by 1, 2
order by 1
