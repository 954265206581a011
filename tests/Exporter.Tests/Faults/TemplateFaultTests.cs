using System.Globalization;
using Exporter.Activity;
using Exporter.Templates;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>Templates as nobody should have them: too many, of one name, of a new name all the time, of names that break things.</summary>
public sealed class TemplateFaultTests(PostgresFixture postgres)
{
    private const string UniqueUsers = "coder_template_unique_users";

    private static readonly string[] Names =
    [
        "quo\"te", "back\\slash", "new\nline", "carriage\rreturn", "tab\tand # hash", "{label=\"value\"} 1", "emoji 🚀👩‍💻", "\u202Eright to left\u202C",
        "شيفرة", new('W', 64), new('é', 64), "'; drop table templates; --", "<script>alert(1)</script>", "  spaces  ", "zero\u200Bwidth", "%s%n{0}",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_OfEveryKind_AreOnThePageAsTheyAre()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, FixedDeployment.Now);
        var organization = await rows.AddOrganizationAsync("or\"ga\\ni\nsation");
        var user = await rows.AddUserAsync("ada", organization: organization);
        foreach (var name in Names)
        {
            var id = Guid.NewGuid();
            await FixedDeployment.AddTemplateAsync(database, id, name, organization, user, displayName: name);
            await rows.AddStatAsync(FixedDeployment.Now.AddHours(-1), user, template: id);
        }
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        foreach (var accept in new[] { "text/plain", Page.OpenMetrics })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
            using var response = await exporter.Http.SendAsync(request, Cancellation);
            var samples = await Page.ParseAsync(await response.Content.ReadAsStringAsync(Cancellation));
            var templates = samples.Where(sample => sample.Name == UniqueUsers).ToArray();
            templates.Select(sample => sample.Labels["template_name"]).ShouldBe(Names, ignoreOrder: true);
            templates.ShouldAllBe(sample => sample.Value == 1 && sample.Labels["organization_name"] == "or\"ga\\ni\nsation");
        }
        (await exporter.Http.GetAsync(new Uri("/", UriKind.Relative), Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Templates_FiftyThousand_AreAnsweredAndLeftOutOfThePageBeyondItsLimit()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await AddAsync(database, 50_000, "'template-' || n", deleted: false);
        await BuildAllAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        var page = await PageAsync(exporter);
        page.Of(UniqueUsers).Count().ShouldBe(2000);
        page[$"coder_exporter_dropped_series{{metric=\"{UniqueUsers}\"}}"].ShouldBe(48_000);
        page["coder_daily_active_users{timezone=\"UTC\"}"].ShouldBe(0);
        var templates = await exporter.Http.GetStringAsync(new Uri("/api/v2/templates", UriKind.Relative), Cancellation);
        templates.Split("\"id\"").Length.ShouldBe(50_001);
        templates.Split("\"start\":{\"P50\":30000,\"P95\":30000}").Length.ShouldBe(50_001);
        (await exporter.Http.GetAsync(new Uri("/", UriKind.Relative), Cancellation)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Template_DeletedAndMadeAgainTenThousandTimes_IsAsManyTemplatesOfOneName()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await AddAsync(database, 10_000, "'docker'", deleted: true);
        await AddAsync(database, 1, "'docker'", deleted: false);
        await database.ExecuteAsync($"""
            insert into workspace_agent_stats (id, created_at, user_id, agent_id, workspace_id, template_id, connection_count)
            select gen_random_uuid(), '{FixedDeployment.Now.AddHours(-1):O}', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), id, 1 from templates
            """, Cancellation);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        var page = await PageAsync(exporter);
        page.Of(UniqueUsers).Count().ShouldBe(2000); // a label set each, and none twice
        page[$"coder_exporter_dropped_series{{metric=\"{UniqueUsers}\"}}"].ShouldBe(8_001);
        page["coder_daily_active_users{timezone=\"UTC\"}"].ShouldBe(10_001);
        exporter.Current<ActivitySnapshot>().PerTemplate.Count(activity => activity.UniqueUsers == 1).ShouldBe(10_001);
    }

    /// <summary>Every name that there ever was is a label set for as long as the process runs: they are limited, and what is right is not mixed up.</summary>
    [Fact]
    public async Task Template_RenamedAgainAndAgain_StaysWithinTheLimitOfLabelSets()
    {
        const int renames = 300, limit = 100;
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(
            database, new(FixedDeployment.Now), string.Create(CultureInfo.InvariantCulture, $"--Metrics:MaxSeries={limit}"));
        await exporter.RefreshAsync();
        var others = (await PageAsync(exporter)).Of(UniqueUsers).Count() - 1;
        for (var i = 0; i < renames; i++)
        {
            await database.ExecuteAsync($"update templates set name = 'docker-{i}' where id = '{FixedDeployment.Docker}'", Cancellation);
            exporter.Time.Advance(TimeSpan.FromMinutes(6)); // names are read every five
            await exporter.RefreshAsync<ActivitySnapshot>();
            var page = await PageAsync(exporter);
            var fits = others + 2 + i <= limit;
            page.Of(UniqueUsers).Count().ShouldBe(fits ? others + 1 : others, $"after {i + 1} renames");
            (page[$"coder_exporter_dropped_series{{metric=\"{UniqueUsers}\"}}"] ?? 0).ShouldBe(fits ? 0 : 1);
            page.Of(UniqueUsers).Count(series => series.Contains($"\"docker-{i}\"", StringComparison.Ordinal)).ShouldBe(fits ? 1 : 0);
        }
        exporter.Get<TemplateAnswers>().ShouldNotBeNull();
        (await exporter.Http.GetStringAsync(new Uri("/api/v2/templates", UriKind.Relative), Cancellation)).ShouldContain($"docker-{renames - 1}");
    }

    /// <summary>Many templates at once, of which only the number matters.</summary>
    private static async Task AddAsync(SimulatedDatabase database, int count, string name, bool deleted)
    {
        var rows = new CoderRows(database, FixedDeployment.Now);
        var organization = await rows.AddOrganizationAsync($"of-{count}");
        var user = await rows.AddUserAsync($"of-{count}", organization: organization);
        await database.ExecuteAsync($"""
            insert into templates (id, name, display_name, created_at, updated_at, organization_id, deleted, provisioner, active_version_id, created_by)
            select gen_random_uuid(), {name}, '', '2025-01-01', '2025-01-01', '{organization}', {deleted}, 'terraform', gen_random_uuid(), '{user}'
            from generate_series(1, {count}) as n
            """, Cancellation);
    }

    /// <summary>A workspace of each template, with a build of half a minute.</summary>
    private static Task BuildAllAsync(SimulatedDatabase database) => database.ExecuteAsync($"""
        insert into template_versions (id, template_id, organization_id, created_at, name, job_id, created_by)
        select id, id, organization_id, created_at, 'one', gen_random_uuid(), created_by from templates;

        insert into workspaces (id, owner_id, organization_id, template_id, name, created_at, updated_at)
        select id, created_by, organization_id, id, id::text, created_at, created_at from templates;

        insert into provisioner_jobs
            (id, created_at, updated_at, started_at, completed_at, organization_id, initiator_id, provisioner, storage_method, type, file_id)
        select id, at, at, at, at + interval '30 seconds', organization_id, created_by, 'terraform', 'file', 'workspace_build', gen_random_uuid()
        from templates cross join (select timestamptz '{FixedDeployment.Now.AddHours(-1):O}' as at) as moment;

        insert into workspace_builds (id, created_at, updated_at, workspace_id, template_version_id, build_number, transition, initiator_id, job_id)
        select id, created_at, created_at, id, id, 1, 'start', created_by, id from templates
        """, Cancellation);

    private static async Task<Page> PageAsync(TestExporter exporter) =>
        new(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation));
}
