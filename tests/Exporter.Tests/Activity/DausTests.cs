using Exporter.Activity;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>The original's own cases: users Z and T, all on one template.</summary>
public sealed class DausTests(PostgresFixture postgres)
{
    private static readonly Guid Z = Guid.NewGuid(), T = Guid.NewGuid();

    [Fact]
    public async Task Daus_NoActivity_HaveNoEntries() => await CheckAsync(0, [], [], [], 0);

    [Fact]
    public async Task Daus_OneHole_IsFilledWithZeros() => await CheckAsync(
        0, [(Z, "2022-08-27T00:00Z"), (Z, "2022-08-30T00:00Z")],
        ["2022-08-27:1", "2022-08-28:0", "2022-08-29:0", "2022-08-30:1"], null, 1);

    [Fact]
    public async Task Daus_NoHoles_AreDayByDay() => await CheckAsync(
        0, [(Z, "2022-08-27T00:00Z"), (Z, "2022-08-28T00:00Z"), (Z, "2022-08-29T00:00Z")],
        ["2022-08-27:1", "2022-08-28:1", "2022-08-29:1"], null, 1);

    [Fact]
    public async Task Daus_Holes_AreFilledWithZeros() => await CheckAsync(
        0, [(Z, "2022-01-01T00:00Z"), (T, "2022-01-01T00:00Z"), (Z, "2022-01-04T00:00Z"), (Z, "2022-01-07T00:00Z"), (T, "2022-01-07T00:00Z")],
        ["2022-01-01:2", "2022-01-02:0", "2022-01-03:0", "2022-01-04:1", "2022-01-05:0", "2022-01-06:0", "2022-01-07:2"], null, 2);

    [Theory]
    [InlineData(3, "03:00", "2022-01-01:2 2022-01-02:2")]
    [InlineData(1, "01:00", "2022-01-01:2 2022-01-02:2")]
    [InlineData(6, "01:00", "2022-01-01:2")]
    public async Task Daus_WestOfUtc_FallOnTheDayBefore(int offset, string hour, string expected) => await CheckAsync(
        offset, [(Z, $"2022-01-02T{hour}Z"), (T, $"2022-01-02T{hour}Z"), (Z, "2022-01-02T00:00Z"), (T, "2022-01-02T00:00Z")],
        expected.Split(' '), ["2022-01-02:2"], 2);

    /// <param name="template">What the template has at offset 0, where that differs from the deployment's.</param>
    private async Task CheckAsync(int offset, (Guid User, string At)[] activity, string[] deployment, string[]? template, int unique)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var now = new DateTimeOffset(2022, 9, 1, 0, 0, 0, TimeSpan.Zero);
        var rows = new CoderRows(database, now);
        var id = await rows.AddTemplateAsync();
        foreach (var (user, at) in activity)
            await rows.AddStatAsync(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), user, template: id);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(now), "--Activity:Horizon=365d");
        await exporter.RefreshAsync<ActivitySnapshot>();
        var answers = exporter.Get<ActivityAnswers>();

        Entries(answers.DeploymentDaus(offset)).ShouldBe(deployment);
        Entries(answers.TemplateDaus(id, 0)).ShouldBe(template ?? deployment);
        answers.TemplateUniqueUsers(id).Match(users => users, _ => -1).ShouldBe(unique);
    }

    private static string[] Entries(Exporter.Answers.Answer<Daus> answer) =>
        answer.Match(daus => daus.Entries.Select(entry => $"{entry.Date}:{entry.Amount}").ToArray(), reason => [reason]);
}
