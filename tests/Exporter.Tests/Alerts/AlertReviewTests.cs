namespace Exporter.Tests.Alerts;

/// <summary>What the review of the shipped rules would find.</summary>
public sealed class AlertReviewTests
{
    private const string Page = "# CoderSad\n## What it means\n## Confirm\n```promql\ncoder_up\n```\n```sh\ntrue\n```\n## What to do\n## When to ignore\n";

    private static readonly Rule Sound = new()
    {
        Alert = "CoderSad",
        Expr = "coder_up == 0",
        For = "5m",
        Labels = new() { ["severity"] = "warning" },
        Annotations = new()
        {
            ["summary"] = "It is sad.",
            ["description"] = "It is {{ $value }}.",
            ["runbook_url"] = "https://github.com/coder-exporter/coder-exporter/blob/main/docs/runbooks/CoderSad.md",
        },
    };

    private static readonly AlertCase[] Cases = [new("CoderSad", Fires: true), new("CoderSad", Fires: false)];

    [Fact]
    public void Problems_OfASoundAlert_AreNone() => ProblemsOf(Sound).ShouldBeEmpty();

    [Fact]
    public void Problems_OfAnAlertThatLacksEverything_NameAllOfIt() =>
        new AlertReview([], [], _ => null).Problems(new Rule { Alert = "Sad", Expr = "coder_down == 1" }).ShouldBe(
        [
            "there is no metric coder_down", "its name does not begin with Coder", "its severity is not critical or warning", "it fires at once, without for",
            "it has no summary", "it has no description", "it has no runbook_url", "its description has no numbers",
            "its runbook_url is not that of its runbook", "it has no case in which it fires", "it has no case in which it does not fire", "it has no runbook",
        ]);

    [Theory]
    [InlineData("coder_ups == 0", "there is no metric coder_ups")]
    [InlineData("job:coder_up:max == 0", "there is no metric job:coder_up:max")]
    [InlineData("coder_template_build_duration_seconds > 1", "there is no metric coder_template_build_duration_seconds")]
    [InlineData("coder_up_total > 1", "there is no metric coder_up_total")]
    [InlineData("coder_workspaces{state=\"failed\"}", "coder_workspaces has no label state")]
    [InlineData("coder_workspaces{status=\"broken\", job=\"a\"}", "no status is ever broken")]
    public void Problems_OfAnExpression_NameWhatThereIsNot(string expression, string problem) =>
        ProblemsOf(Sound with { Expr = expression }).ShouldBe([problem]);

    [Fact]
    public void Problems_OfAQueryInAText_AreFoundToo() =>
        ProblemsOf(Sound with { Annotations = new(Sound.Annotations) { ["description"] = "{{ with query (printf \"coder_ups{job=%q}\" $labels.job) }}{{ end }}" } })
            .ShouldBe(["there is no metric coder_ups"]);

    [Fact]
    public void Problems_OfARecord_AreItsName() =>
        ProblemsOf(new Rule { Record = "coder_up:max", Expr = "max(coder_up)" }).ShouldBe(["its name is not level:metric:operations"]);

    [Fact]
    public void Problems_OfARunbook_AreWhatItLacks()
    {
        var page = Page.Replace("## When to ignore", "Look [there](Nowhere.md).", StringComparison.Ordinal).Replace("coder_up", "coder_ups", StringComparison.Ordinal);

        new AlertReview([Sound], Cases, _ => page).Problems(Sound).ShouldBe(
        [
            "its runbook has other sections than ## What it means, ## Confirm, ## What to do, ## When to ignore",
            "its runbook links to Nowhere.md, which is not there", "there is no metric coder_ups",
        ]);
    }

    private static IEnumerable<string> ProblemsOf(Rule rule) => new AlertReview([rule], Cases, _ => Page).Problems(rule);
}
