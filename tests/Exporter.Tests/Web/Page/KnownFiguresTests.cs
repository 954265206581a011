using System.Globalization;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Tests.Fixtures;
using Exporter.Web.Page;
using NodaTime;

namespace Exporter.Tests.Web.Page;

public sealed class KnownFiguresTests(FixedExporter fixture) : IClassFixture<FixedExporter>
{
    private readonly KnownFigures _known = new();

    private ActivitySnapshot Activity => fixture.Exporter.Current<ActivitySnapshot>();

    private BuildTimesSnapshot BuildTimes => fixture.Exporter.Current<BuildTimesSnapshot>();

    [Fact]
    public void Figures_OfTheSameSnapshots_AreWorkedOutOnce()
    {
        var first = _known.Of(Activity, BuildTimes, Timezone.Utc);
        _known.Of(Activity, BuildTimes, Timezone.Utc).ShouldBeSameAs(first);
        _known.Of(Activity, BuildTimes, Timezone.WholeHours[0]).Days[^1].Date.ShouldNotBe(default);
        _known.Of(Activity, BuildTimes, Timezone.Utc).ShouldBeSameAs(first);
    }

    [Fact]
    public void Figures_OfANewSnapshot_AreNew()
    {
        _known.Of(Activity, BuildTimes, Timezone.Utc).Days[^1].Date.ShouldBe(new LocalDate(2026, 4, 15));
        var tomorrow = Activity with { At = Activity.At + Duration.FromDays(1) };
        _known.Of(tomorrow, BuildTimes, Timezone.Utc).Days[^1].Date.ShouldBe(new LocalDate(2026, 4, 16));
        _known.Of(Activity, null, Timezone.Utc).Templates.ShouldAllBe(row => row.Owners == null);
        _known.Of(null, BuildTimes, Timezone.Utc).Days.ShouldBeEmpty();
        _known.Of(null, null, Timezone.Utc).Templates.ShouldBeEmpty();
    }

    [Fact]
    public void Figures_OfEveryTimezoneThereIs_AreNotAllKept()
    {
        Timezone[] zones = [.. Enumerable.Range(0, 40).Select(i => new Timezone(i.ToString(CultureInfo.InvariantCulture), DateTimeZone.Utc))];
        Figures[] first = [.. zones.Select(zone => _known.Of(Activity, BuildTimes, zone))];
        zones.Select((zone, i) => ReferenceEquals(_known.Of(Activity, BuildTimes, zone), first[i])).Count(kept => kept).ShouldBe(30);
    }

    /// <summary>Numbers that are published are taken from there; in other zones they are counted, and both ways agree.</summary>
    [Fact]
    public void Templates_InAPublishedTimezone_AreAsCounted()
    {
        var published = _known.Of(Activity, BuildTimes, Timezone.Utc).Templates;
        var counted = _known.Of(Activity, BuildTimes, Timezone.Utc with { Label = "Etc/UTC" }).Templates;
        published.Select(row => row.Users).ShouldBe(counted.Select(row => row.Users! with { Timezone = Timezone.Utc }));
        published[0].Users.ShouldBeSameAs(Activity.PerTemplate.Single(template => template.Template.Id == FixedDeployment.Docker).ActiveUsers[0]);
    }
}
