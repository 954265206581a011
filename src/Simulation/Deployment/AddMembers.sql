insert into organization_members (user_id, organization_id, created_at, updated_at)
select distinct member.user_id, member.organization_id, $3::timestamptz, $3::timestamptz
from unnest($1::uuid[], $2::uuid[]) as member (user_id, organization_id)
on conflict do nothing
