-- Who was active on which template in which quarter-hours, from @from (inclusive) to @to (exclusive). A report with a connection is activity
-- of the workspace's owner. One row a user, template and half of a UTC day, whose 48 quarter-hours are a bit mask. Walks the index on created_at.
-- The epoch of a timestamptz does not depend on the session's time zone, and as a double it is exact to the microsecond.
select
    quarter / 48 as half_day,
    template_id,
    user_id,
    bit_or(1::bigint << quarter % 48) as mask,
    max(created_at) as newest
from (
    select template_id, user_id, created_at, floor(date_part('epoch', created_at) / 900)::int as quarter
    from workspace_agent_stats
    where connection_count > 0 and created_at >= @from and created_at < @to
) as report
group by 1, 2, 3
