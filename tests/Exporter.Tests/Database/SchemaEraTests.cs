using Exporter.Database;

namespace Exporter.Tests.Database;

public sealed class SchemaEraTests
{
    private const string Raw = "workspace_agent_stats.session_count_ssh ";
    private const string Rollup = "template_usage_stats.ssh_mins ";

    [Theory]
    [InlineData("none", "")]
    [InlineData("none", "users.is_system")]
    [InlineData("E0", "agent_stats.payload")]
    [InlineData("E0", "workspace_agent_stats.connection_count")]
    [InlineData("E1", Raw)]
    [InlineData("E1", Raw + "workspace_app_stats.id workspaces.dormant_at")]
    [InlineData("E2", Raw + "provisioner_jobs.job_status")]
    [InlineData("E2", Raw + Rollup + "provisioner_jobs.job_status")]
    [InlineData("E4", Raw + Rollup + "provisioner_jobs.job_status workspace_agent_stats.usage")]
    [InlineData("E5", Raw + Rollup + "workspace_agent_stats.usage users.is_system")]
    [InlineData("E6", Raw + Rollup + "workspace_agent_stats.usage users.is_system users.is_service_account")]
    [InlineData("E7", "workspace_agent_stats.session_counts users.is_service_account " + Rollup)]
    [InlineData("E8", "workspace_agent_stats.session_counts template_usage_stats.start_time template_usage_stats_session_apps.app_name")]
    [InlineData("E7", "workspace_agent_stats.session_counts template_usage_stats_session_apps.app_name " + Rollup)]
    public void Of_ColumnsThatAreThere_IsTheEra(string era, string columns) => Schema.Of(Columns(columns), null, rollupHasRows: false).Era.ShouldBe(era);

    [Theory]
    [InlineData("E3", Raw + Rollup + "provisioner_jobs.job_status")]
    [InlineData("E4", Raw + Rollup + "workspace_agent_stats.usage")]
    public void Of_RollupWithRows_IsAtLeastE3(string era, string columns) => Schema.Of(Columns(columns), null, rollupHasRows: true).Era.ShouldBe(era);

    [Theory]
    [InlineData("none", "no table of Coder's is here")]
    [InlineData("E0", "older than Coder v0.18.1")]
    public void Refusal_UnsupportedEra_SaysWhy(string era, string reason) => SchemaEra.Refusal(era).ShouldNotBeNull().ShouldContain(reason);

    [Theory]
    [InlineData("E1")]
    [InlineData("E8")]
    public void Refusal_SupportedEra_IsNone(string era) => SchemaEra.Refusal(era).ShouldBeNull();

    private static SchemaColumn[] Columns(string columns) =>
    [
        .. columns.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(column => column.Split('.'))
            .Select(parts => new SchemaColumn(parts[0], parts[1], "text", Readable: true)),
    ];
}
