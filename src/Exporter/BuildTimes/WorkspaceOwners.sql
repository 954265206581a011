-- Who has a live workspace made from which template; prebuilt workspaces, which nobody owns yet, left out by their owner's fixed id.
select template_id, count(distinct owner_id) as owners
from workspaces
where not deleted and (@system_users or owner_id <> @prebuilds)
group by 1
