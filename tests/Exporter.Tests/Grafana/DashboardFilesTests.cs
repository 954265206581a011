using Dashboards;

namespace Exporter.Tests.Grafana;

public sealed class DashboardFilesTests
{
    public static TheoryData<string> Names => [.. AllDashboards.List.Select(dashboard => dashboard.File)];

    [Theory, MemberData(nameof(Names))]
    public void File_OfADashboard_IsUpToDate(string name) =>
        Golden.Check($"{DashboardFile.Folder}/{name}.json", AllDashboards.List.Single(dashboard => dashboard.File == name).ToJson());

    [Fact]
    public void Folder_OfDashboards_HoldsThemAndNothingElse() =>
        Directory.GetFileSystemEntries(Path.Combine(Golden.RepositoryRoot, DashboardFile.Folder)).Select(file => Path.GetFileName(file))
            .ShouldBe(AllDashboards.List.Select(dashboard => dashboard.File + ".json"), ignoreOrder: true);
}
