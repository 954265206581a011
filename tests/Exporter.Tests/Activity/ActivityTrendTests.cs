using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Tests.Fixtures;
using NodaTime;

namespace Exporter.Tests.Activity;

public sealed class ActivityTrendTests(FixedExporter fixture) : IClassFixture<FixedExporter>
{
    private ActivitySnapshot Activity => fixture.Exporter.Current<ActivitySnapshot>();

    [Fact]
    public void Trend_OfAKnownDeployment_CountsEachDay() =>
        ActivityTrend.Of(Activity, Timezone.Utc, 9).Select(day => (day.Date.Day, day.Daily, day.Weekly, day.Monthly)).ShouldBe(
            [(7, 1, 1, 1), (8, 1, 2, 2), (9, 0, 2, 2), (10, 0, 2, 2), (11, 0, 2, 2), (12, 0, 2, 2), (13, 1, 3, 3), (14, 0, 2, 3), (15, 2, 2, 3)]);

    /// <summary>Two ways to one number: days united, and a range counted.</summary>
    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/St_Johns")]
    [InlineData("UTC-12:00")]
    public void Trend_InAnyTimezone_AgreesWithRanges(string name)
    {
        Timezone.TryParse(name, out var timezone, out _).ShouldBeTrue();
        var trend = ActivityTrend.Of(Activity, timezone, 60);
        trend.Length.ShouldBe(60);
        foreach (var day in trend)
        {
            day.Daily.ShouldBe(Activity.History.CountUsers(LocalDays.Day(timezone, day.Date)));
            day.Weekly.ShouldBe(Activity.History.CountUsers(LocalDays.Days(timezone, day.Date, 7)));
            day.Monthly.ShouldBe(Activity.History.CountUsers(LocalDays.Days(timezone, day.Date, 30)));
        }
        var now = ActivityCounts.InZones(Activity.History, Activity.LoadedFrom, Activity.At, [timezone])[0];
        (trend[^1].Daily, trend[^1].Weekly, trend[^1].Monthly, trend[^2].Daily).ShouldBe((now.Today, now.Week, now.Month, now.Yesterday));
    }

    [Fact]
    public void Trend_BeforeWhatIsLoaded_IsUnknown()
    {
        var loadedFrom = QuarterRange.UtcDay(Instant.FromUtc(2026, 4, 8, 0, 0).ToUnixTimeSeconds() / 86_400).Start;
        var trend = ActivityTrend.Of(Activity with { LoadedFrom = loadedFrom }, Timezone.Utc, 9);
        Known(day => day.Daily).ShouldBe([8, 9, 10, 11, 12, 13, 14, 15]);
        Known(day => day.Weekly).ShouldBe([14, 15]);
        Known(day => day.Monthly).ShouldBeEmpty();

        ImmutableArray<int> Known(Func<ActivityTrendDay, int?> read) => [.. trend.Where(day => read(day) is not null).Select(day => day.Date.Day)];
    }
}
