-- Which of these users are none: the owner of prebuilt workspaces, for one. Asked once for each user that is new to us.
select id from users where is_system and id = any(@users)
