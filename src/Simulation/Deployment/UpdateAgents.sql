update workspace_agents agent
set last_connected_at = change.last_connected_at, disconnected_at = change.disconnected_at
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as change (id, last_connected_at, disconnected_at)
where agent.id = change.id
