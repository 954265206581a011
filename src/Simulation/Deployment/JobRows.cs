namespace Simulation;

/// <summary>Rows of provisioner jobs.</summary>
internal static class JobRows
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id uuid", "created_at timestamptz", "updated_at timestamptz", "started_at timestamptz", "canceled_at timestamptz",
        "completed_at timestamptz", "error text", "organization_id uuid", "initiator_id uuid", "provisioner provisioner_type",
        "storage_method provisioner_storage_method", "type provisioner_job_type", "worker_id uuid", "file_id uuid",
    ];

    /// <summary>The runner that takes every job.</summary>
    private static readonly Guid Worker = new("5f1d0a3e-6a51-4a0a-9d3c-0d1f6a2b7c11");

    public static object?[] Row(
        Guid id, DateTimeOffset created, DateTimeOffset updated, DateTimeOffset? started, DateTimeOffset? canceled,
        DateTimeOffset? completed, string? error, Guid organization, Guid initiator, string type) =>
    [
        id, created, updated, started, canceled, completed, error, organization, initiator, "terraform", "file", type,
        started is null ? null : Worker, id,
    ];
}
