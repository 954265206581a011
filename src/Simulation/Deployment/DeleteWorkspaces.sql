update workspaces workspace
set deleted = true, updated_at = $2
where workspace.id = any($1)
