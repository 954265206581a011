update provisioner_jobs job
set updated_at = change.updated_at, started_at = change.started_at, canceled_at = change.canceled_at, completed_at = change.completed_at,
    error = change.error
from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::text[])
    as change (id, updated_at, started_at, canceled_at, completed_at, error)
where job.id = change.id
