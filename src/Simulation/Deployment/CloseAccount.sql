update users person
set deleted = $2, status = case when $2 then person.status else 'suspended' end, updated_at = $3
where person.id = $1
