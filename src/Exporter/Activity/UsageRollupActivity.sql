-- Who used which template in which half-hours, from @from (inclusive) to @to (exclusive), from Coder's own rollup. A half-hour counts where it starts.
-- One row a user, template and UTC day, whose quarter-hours are two bit masks: 0 to 63 and 64 to 95. Walks the index on start_time.
select
    usage.quarter / 96 as day,
    usage.template_id,
    usage.user_id,
    bit_or(case when usage.quarter % 96 < 64 then 1::bigint << (usage.quarter % 96)::int else 0 end) as low,
    bit_or(case when usage.quarter % 96 >= 64 then 1::bigint << (usage.quarter % 96 - 64)::int else 0 end) as high,
    max(usage.start_time) as newest
from (
    select template_id, user_id, start_time, floor(date_part('epoch', start_time) / 900)::bigint as quarter
    from template_usage_stats
    where start_time >= @from and start_time < @to
) as usage
group by 1, 2, 3
