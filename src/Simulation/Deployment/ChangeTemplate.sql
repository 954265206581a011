update templates template
set name = $2, active_version_id = $3, updated_at = $4
where template.id = $1
