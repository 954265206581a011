update workspace_app_stats session
set session_ended_at = change.session_ended_at, requests = change.requests
from unnest($1::uuid[], $2::timestamptz[], $3::integer[]) as change (session_id, session_ended_at, requests)
where session.session_id = change.session_id
