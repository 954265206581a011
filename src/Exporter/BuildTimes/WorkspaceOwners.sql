-- Who has a live workspace made from which template.
select template_id, count(distinct owner_id) as owners
from workspaces
where not deleted
group by 1
