update workspaces workspace
set last_used_at = change.last_used_at
from unnest($1::uuid[], $2::timestamptz[]) as change (id, last_used_at)
where workspace.id = change.id
