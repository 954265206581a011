using System.Globalization;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Fixtures;

/// <summary>A deployment so small that every number can be worked out by hand. Its organizations and templates have the same ids in every run.</summary>
internal static class FixedDeployment
{
    public static readonly Guid Main = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"), Research = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000002");

    public static readonly Guid Docker = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000001");

    /// <summary>Deleted, and has the organization and the name of <see cref="Docker"/>.</summary>
    public static readonly Guid OldDocker = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002");

    /// <summary>Nobody ever used it, and nothing was ever built from it.</summary>
    public static readonly Guid Gpu = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000003");

    /// <summary>A Wednesday.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    public static async Task FillAsync(SimulatedDatabase database)
    {
        await AddOrganizationAsync(database, Main, "main");
        await AddOrganizationAsync(database, Research, "research");
        var rows = new CoderRows(database, Now.AddDays(-100));
        var (ada, bob, eve) = (await UserAsync("ada"), await UserAsync("bob"), await UserAsync("eve"));
        await AddTemplateAsync(database, Docker, "docker", Main, ada, displayName: "Docker containers");
        await AddTemplateAsync(database, OldDocker, "docker", Main, ada, deleted: true);
        await AddTemplateAsync(database, Gpu, "gpu", Research, bob);
        await AddActivityAsync(rows, ada, bob, eve);
        await AddBuildsAsync(rows, ada, bob, eve);

        Task<Guid> UserAsync(string name) => rows.AddUserAsync(name, organization: Main);
    }

    /// <summary>A stop of 7 seconds, the newest build there is. Its workspace is deleted.</summary>
    public static async Task CompleteBuildAsync(SimulatedDatabase database)
    {
        var rows = new CoderRows(database, Now.AddDays(-100));
        var workspace = await rows.AddWorkspaceAsync(template: Docker, deleted: true);
        await rows.AddBuildAsync(workspace, transition: "stop", startedAt: Now.AddSeconds(-10), completedAt: Now.AddSeconds(-3));
    }

    /// <summary>A template with any id and name, and its only version.</summary>
    public static async Task AddTemplateAsync(
        SimulatedDatabase database, Guid id, string name, Guid organization, Guid createdBy, bool deleted = false, string displayName = "")
    {
        await ExecuteAsync(
            database,
            """
            insert into templates (id, name, display_name, created_at, updated_at, organization_id, deleted, provisioner, active_version_id, created_by)
            values ($1, $2, $3, '2025-01-01', '2025-01-01', $4, $5, 'terraform', $1, $6)
            """,
            id, name, displayName, organization, deleted, createdBy);
        await ExecuteAsync(
            database,
            """
            insert into template_versions (id, template_id, organization_id, created_at, name, job_id, created_by)
            values ($1, $1, $2, '2025-01-01', 'first', $1, $3)
            """,
            id, organization, createdBy);
    }

    private static async Task AddActivityAsync(CoderRows rows, Guid ada, Guid bob, Guid eve)
    {
        await rows.AddStatAsync(At("2026-04-07T09:00Z"), eve, template: Docker);
        await rows.AddStatAsync(At("2026-04-08T23:30Z"), bob, template: OldDocker);
        await rows.AddStatAsync(At("2026-04-13T12:00Z"), ada, template: Docker);
        await rows.AddStatAsync(At("2026-04-15T03:00Z"), ada, template: Docker); // in the Americas the day before
        // Within the last 15 minutes: two that measured a latency, and one idle agent, whose sessions count and whose traffic does not.
        await rows.AddStatAsync(At("2026-04-15T12:55Z"), bob, template: Docker, rxBytes: 1000, txBytes: 2000, latency: 10, vsCode: 2, ssh: 1);
        await rows.AddStatAsync(At("2026-04-15T12:58Z"), ada, template: Docker, rxBytes: 500, txBytes: 700, latency: 30, jetBrains: 1, reconnectingPty: 1);
        await rows.AddStatAsync(At("2026-04-15T13:00Z"), eve, template: Docker, connectionCount: 0, rxBytes: 9, txBytes: 9, ssh: 3);
    }

    private static async Task AddBuildsAsync(CoderRows rows, Guid ada, Guid bob, Guid eve)
    {
        var start = Now.AddDays(-1);
        var running = await rows.AddWorkspaceAsync(ada, Docker);
        await rows.AddBuildAsync(running, startedAt: start, completedAt: start.AddSeconds(10));
        await rows.AddBuildAsync(running, startedAt: start.AddHours(1), completedAt: start.AddHours(1).AddSeconds(50));
        var stopped = await rows.AddWorkspaceAsync(bob, Docker);
        await rows.AddBuildAsync(stopped, startedAt: start, completedAt: start.AddSeconds(20));
        await rows.AddBuildAsync(stopped, transition: "stop", startedAt: start.AddHours(1), completedAt: start.AddHours(1).AddSeconds(2.5));
        var failed = await rows.AddWorkspaceAsync(eve, Docker);
        await rows.AddBuildAsync(failed, startedAt: start, completedAt: start.AddSeconds(90), error: "boom");
        var hung = await rows.AddWorkspaceAsync(eve, Docker);
        await rows.AddBuildAsync(hung, startedAt: Now.AddMinutes(-10));
        await rows.AddWorkspaceAsync(bob, Gpu);
        var gone = await rows.AddWorkspaceAsync(ada, OldDocker, deleted: true);
        await rows.AddBuildAsync(gone, transition: "delete", startedAt: start, completedAt: start.AddSeconds(3));
    }

    private static Task AddOrganizationAsync(SimulatedDatabase database, Guid id, string name) => ExecuteAsync(
        database, "insert into organizations (id, name, description, created_at, updated_at) values ($1, $2, '', '2025-01-01', '2025-01-01')", id, name);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static async Task ExecuteAsync(SimulatedDatabase database, string sql, params object[] values)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
