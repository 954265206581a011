-- Every template, deleted ones included: their activity and builds still count.
select
    template.id,
    template.name,
    template.display_name,
    template.organization_id,
    organization.name as organization_name,
    template.deleted,
    false as deprecated
from templates as template
join organizations as organization on organization.id = template.organization_id
order by template.id
