copy workspace_agent_stats (
    id, created_at, user_id, agent_id, workspace_id, template_id, connection_count, rx_packets, rx_bytes, tx_packets, tx_bytes,
    connection_median_latency_ms, session_count_vscode, session_count_jetbrains, session_count_reconnecting_pty, session_count_ssh
) from stdin
