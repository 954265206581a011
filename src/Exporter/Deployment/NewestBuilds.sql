-- The number of the newest build of each workspace that is not deleted; null where there is none. One look into the index on
-- (workspace_id, build_number) for each.
select
    workspace.id as workspace_id,
    (select max(build_number) from workspace_builds where workspace_id = workspace.id) as build_number
from workspaces as workspace
where not workspace.deleted
