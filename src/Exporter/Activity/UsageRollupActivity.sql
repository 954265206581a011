-- Who used which template in which half-hours, from @from (inclusive) to @to (exclusive), from Coder's own rollup. A half-hour counts where it starts.
-- One row a user, template and half of a UTC day, whose 48 quarter-hours are a bit mask. Walks the index on start_time.
select
    quarter / 48 as half_day,
    template_id,
    user_id,
    bit_or(1::bigint << quarter % 48) as mask,
    max(start_time) as newest
from (
    select template_id, user_id, start_time, floor(date_part('epoch', start_time) / 900)::int as quarter
    from template_usage_stats
    where start_time >= @from and start_time < @to
) as usage
group by 1, 2, 3
