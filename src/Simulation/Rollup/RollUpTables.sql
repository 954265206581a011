create temporary table rolled_report (
    start_time timestamptz not null,
    template_id uuid not null,
    user_id uuid not null,
    active_minute timestamptz not null,
    connected boolean not null,
    latency double precision not null,
    apps text[] not null
) on commit drop;

create temporary table rolled_usage (
    start_time timestamptz not null,
    template_id uuid not null,
    user_id uuid not null,
    latency real,
    usage_mins smallint not null,
    session_mins jsonb not null,
    web_app_mins jsonb
) on commit drop;
