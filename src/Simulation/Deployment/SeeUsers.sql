update users person
set last_seen_at = greatest(person.last_seen_at, change.last_seen_at::timestamp)
from (
    select seen.id, max(seen.last_seen_at) as last_seen_at
    from unnest($1::uuid[], $2::timestamptz[]) as seen (id, last_seen_at)
    group by seen.id
) as change
where person.id = change.id
