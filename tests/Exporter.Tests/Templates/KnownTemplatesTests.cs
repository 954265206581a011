using Exporter.Tests.Activity;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Templates;

public sealed class KnownTemplatesTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    [Fact]
    public async Task NewTemplate_ThatIsUsed_IsKnownAtOnce()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportAsync(Now);
        await deployment.RefreshAsync();

        var used = await deployment.AddTemplateAsync();
        await deployment.ReportAsync(Now, template: used);
        await deployment.RefreshAsync();

        deployment.Activity.PerTemplate.ShouldContain(template => template.Template.Id == used && template.UniqueUsers == 1);
    }

    [Fact]
    public async Task ChangedTemplate_IsSeenWithinFiveMinutes_AndNotAskedForBefore()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        var template = await deployment.AddTemplateAsync();
        await deployment.RefreshAsync();
        var unused = await deployment.AddTemplateAsync();
        await deployment.Database.ExecuteAsync($"update templates set name = 'renamed' where id = '{template}'");

        deployment.Time.Advance(TimeSpan.FromMinutes(4));
        await deployment.RefreshAsync();
        deployment.Activity.Templates.ShouldHaveSingleItem().Name.ShouldNotBe("renamed");

        deployment.Time.Advance(TimeSpan.FromMinutes(1));
        await deployment.RefreshAsync();
        deployment.Activity.Templates.ShouldContain(known => known.Name == "renamed");
        deployment.Activity.Templates.ShouldContain(known => known.Id == unused);
    }

    /// <summary>A report may name a template that was never written: it is not asked for again each minute.</summary>
    [Fact]
    public async Task TemplateThatIsNowhere_IsLookedForOnce()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportAsync(Now, template: Guid.NewGuid());
        await deployment.RefreshAsync();
        await deployment.AddTemplateAsync();

        await deployment.RefreshAsync();

        deployment.Activity.Templates.ShouldBeEmpty();
        deployment.Users().Today.ShouldBe(1);
    }
}
