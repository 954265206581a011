-- Every template there ever was.
select id from templates
