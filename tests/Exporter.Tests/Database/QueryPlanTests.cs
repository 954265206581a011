using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Database;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Database;

/// <summary>What every statement of ours costs Coder's database, once it follows what is new: never the whole of a table that grows.</summary>
public sealed class QueryPlanTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    /// <summary>Templates and organizations are few, and are read whole.</summary>
    private static readonly ImmutableHashSet<string> Growing =
    [
        "provisioner_jobs", "template_usage_stats", "template_versions", "users", "workspace_agent_stats", "workspace_builds", "workspaces",
    ];

    private static readonly Statement[] Statements =
    [
        new("AgentReportsApps.sql", From: Era.E7),
        new("AgentReportsCounts.sql", To: Era.E3),
        new("AgentReportsUsage.sql", From: Era.E4, To: Era.E6),
        new("AgentStatsActivity.sql"),
        new("AgentStatsNewest.sql"),
        new("BuildStates.sql"),
        new("CheckHistory.sql"),
        new("CheckRollup.sql", From: Era.E3),
        new("CheckServer.sql"),
        // Nothing that Coder has an index on tells when a job completed.
        new("CompletedBuilds.sql") { MayRead = ["provisioner_jobs"] },
        // Workspaces that are not deleted are what is asked for. While they are most of the table, reading it whole is the cheapest way to them.
        new("NewestBuilds.sql") { MayRead = ["workspaces"] },
        new("NextReport.sql"),
        new("ReportCount.sql"),
        new("SchemaProbe.sql"),
        new("SystemUsers.sql", From: Era.E5),
        new("Templates.sql"),
        new("TemplatesWithDeprecation.sql", From: Era.E3),
        new("UsageRollupActivity.sql", From: Era.E3),
        new("UsageRollupNewest.sql", From: Era.E3),
        new("WorkspaceOwners.sql") { MayRead = ["workspaces"] },
    ];

    private static readonly Dictionary<string, object> Parameters = new()
    {
        ["now"] = Now.UtcDateTime,
        ["from"] = Now.UtcDateTime.AddMinutes(-2),
        ["to"] = Now.UtcDateTime.AddDays(1),
        ["since"] = Now.UtcDateTime.AddDays(-30),
        ["users"] = new[] { Guid.NewGuid(), Guid.NewGuid() },
        ["workspaces"] = new[] { Guid.NewGuid(), Guid.NewGuid() },
        ["numbers"] = new[] { 1, 2 },
        ["system_users"] = false,
        ["prebuilds"] = SystemUsers.Prebuilds,
    };

    [Fact]
    public void EveryStatement_IsLookedAt() =>
        typeof(Sql).Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(Statements.Select(statement => statement.File));

    [Theory]
    [InlineData(Era.E1)]
    [InlineData(Era.E2)]
    [InlineData(Era.E4)]
    [InlineData(Era.E6)]
    [InlineData(Era.E8)]
    public async Task EveryStatement_OnAGrownDatabase_ReadsNoGrowingTableWhole(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        await GrownDeployment.FillAsync(database, Now);

        foreach (var statement in Statements.Where(statement => statement.Runs(era)))
        {
            var plan = await QueryPlan.OfAsync(database.DataSource, Sql.Load(statement.File), Parameters);

            plan.ReadWhole.Intersect(Growing).Except(statement.MayRead).ShouldBeEmpty($"{statement.File} on {era}:\n{plan.Text}");
        }
    }

    /// <summary>Coder keeps every workspace that was ever deleted; they must not make the others dearer for ever.</summary>
    [Theory]
    [InlineData("NewestBuilds.sql")]
    [InlineData("WorkspaceOwners.sql")]
    public async Task Workspaces_WhenNearlyAllAreDeleted_AreReadByIndex(string statement)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await GrownDeployment.FillAsync(database, Now);
        await database.ExecuteAsync(
            """
            insert into workspaces (id, created_at, updated_at, owner_id, organization_id, template_id, deleted, name)
            select gen_random_uuid(), created_at, updated_at, owner_id, organization_id, template_id, true, name
            from workspaces cross join generate_series(1, 50);
            analyze workspaces
            """,
            TestContext.Current.CancellationToken);

        var plan = await QueryPlan.OfAsync(database.DataSource, Sql.Load(statement), Parameters);

        plan.ReadWhole.ShouldBeEmpty(plan.Text);
    }

    /// <param name="From">The first era that it runs on.</param>
    /// <param name="To">The last.</param>
    private sealed record Statement(string File, Era From = Era.E1, Era To = Era.E8)
    {
        /// <summary>Growing tables that it reads whole, for want of an index.</summary>
        public ImmutableArray<string> MayRead { get; init; } = [];

        public bool Runs(Era era) => era >= From && era <= To;
    }
}
