-- Who was active on which template in which quarter-hours, from @from (inclusive) to @to (exclusive). A report with a connection is activity
-- of the workspace's owner. One row a user, template and UTC day, whose quarter-hours are two bit masks: 0 to 63 and 64 to 95. Walks the
-- index on created_at. The epoch of a timestamptz does not depend on the session's time zone, and as a double it is exact to the microsecond.
select
    report.quarter / 96 as day,
    report.template_id,
    report.user_id,
    bit_or(case when report.quarter % 96 < 64 then 1::bigint << (report.quarter % 96)::int else 0 end) as low,
    bit_or(case when report.quarter % 96 >= 64 then 1::bigint << (report.quarter % 96 - 64)::int else 0 end) as high,
    max(report.created_at) as newest
from (
    select template_id, user_id, created_at, floor(date_part('epoch', created_at) / 900)::bigint as quarter
    from workspace_agent_stats
    where connection_count > 0 and created_at >= @from and created_at < @to
) as report
group by 1, 2, 3
