using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Web;

public sealed class HealthTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Healthz_WithoutADatabase_IsOk()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync);
        var answer = await Answered.GetAsync(exporter, "/healthz");
        (answer.Status, answer.ContentType, answer.Body).ShouldBe((200, "text/plain; charset=utf-8", "ok\n"));
        (await Answered.GetAsync(exporter, "/healthz", "HEAD")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Readyz_UntilEveryAreaHasPublished_NamesTheMissing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));

        await CheckAsync(503, """{"ready":false,"missing":["activity","build_times","deployment"]}""");
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        await CheckAsync(503, """{"ready":false,"missing":["activity","deployment"]}""");
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await CheckAsync(503, """{"ready":false,"missing":["activity"]}""");
        await exporter.RefreshAsync<ActivitySnapshot>();
        await CheckAsync(200, """{"ready":true,"missing":[]}""");

        async Task CheckAsync(int status, string body)
        {
            var answer = await Answered.GetAsync(exporter, "/readyz");
            (answer.Status, answer.ContentType, answer.Body).ShouldBe((status, "application/json; charset=utf-8", body));
            (await Answered.GetAsync(exporter, "/readyz", "HEAD")).Status.ShouldBe(status);
        }
    }

    [Fact]
    public async Task Readyz_AnAreaThatIsSwitchedOff_IsNotWaitedFor()
    {
        await using var exporter = await TestExporter.StartAsync(
            TestExporter.Nowhere, new(FixedDeployment.Now), "--Activity:Enabled=false", "--BuildTimes:Enabled=false");
        (await Answered.GetAsync(exporter, "/readyz")).Body.ShouldBe("""{"ready":false,"missing":["deployment"]}""");
    }
}
