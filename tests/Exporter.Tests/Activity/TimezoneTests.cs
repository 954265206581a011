using CsCheck;
using Exporter.Activity;
using NodaTime;

namespace Exporter.Tests.Activity;

public sealed class TimezoneTests
{
    [Theory]
    [InlineData("UTC", "UTC", 0)]
    [InlineData("Z", "UTC", 0)]
    [InlineData("+00:00", "UTC", 0)]
    [InlineData("UTC-00:00", "UTC", 0)]
    [InlineData("UTC-05:00", "UTC-05:00", -300)]
    [InlineData("-0500", "UTC-05:00", -300)]
    [InlineData("-05", "UTC-05:00", -300)]
    [InlineData("+05:30", "UTC+05:30", 330)]
    [InlineData("UTC+0545", "UTC+05:45", 345)]
    [InlineData("+14:00", "UTC+14:00", 840)]
    [InlineData("-14:00", "UTC-14:00", -840)]
    public void TryParse_Offset_HasCanonicalLabel(string text, string label, int minutes)
    {
        Timezone.TryParse(text, out var zone, out var error).ShouldBeTrue(error);
        zone!.Label.ShouldBe(label);
        zone.Zone.GetUtcOffset(NodaConstants.UnixEpoch).ShouldBe(Offset.FromSeconds(minutes * 60));
    }

    [Theory]
    [InlineData("Asia/Kolkata")]
    [InlineData("America/New_York")]
    [InlineData("Etc/GMT+5")]
    [InlineData("GMT")]
    public void TryParse_Name_KeepsItAsLabel(string name)
    {
        Timezone.TryParse(name, out var zone, out _).ShouldBeTrue();
        zone!.Label.ShouldBe(name);
        zone.Zone.Id.ShouldBe(name);
    }

    [Theory]
    [InlineData("europe/berlin", "did you mean 'Europe/Berlin'?")]
    [InlineData("Europe/Berln", "did you mean 'Europe/Berlin'?")]
    [InlineData("Kolkata", "did you mean 'Asia/Kolkata'?")]
    [InlineData("America/New York", "did you mean 'America/New_York'?")]
    [InlineData("utc", "did you mean 'UTC'?")]
    [InlineData("5", "an offset like UTC-05:00")]
    [InlineData("", "an offset like UTC-05:00")]
    [InlineData("+05:20", "a multiple of 15 minutes")]
    [InlineData("+15:00", "from UTC-14:00 to UTC+14:00")]
    [InlineData("UTC+5:30", "an offset like UTC-05:00")]
    [InlineData("+05:60", "an offset like UTC-05:00")]
    [InlineData("UTC+05:30:15", "an offset like UTC-05:00")]
    [InlineData("+1٢:00", "an offset like UTC-05:00")]
    public void TryParse_NotAZone_SaysWhatToWrite(string text, string mend)
    {
        Timezone.TryParse(text, out var zone, out var error).ShouldBeFalse();
        zone.ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(mend);
    }

    [Fact]
    public void TryParse_EveryKnownName_IsAccepted()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
            Timezone.TryParse(id, out _, out _).ShouldBeTrue(id);
    }

    [Fact]
    public void TryParse_EveryZoneInUse_IsOnAQuarterHour()
    {
        var start = Instant.FromUtc(2020, 1, 1, 0, 0);
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
            foreach (var interval in DateTimeZoneProviders.Tzdb[id].GetZoneIntervals(start, start + Duration.FromDays(3650)))
                (interval.WallOffset.Seconds % 900).ShouldBe(0, id);
    }

    [Fact]
    public void TryParse_LabelOfAnyOffset_GivesItBack() =>
        Gen.Int[-56, 56].Sample(quarters =>
        {
            var sign = quarters < 0 ? '-' : '+';
            var minutes = Math.Abs(quarters) * 15;
            Timezone.TryParse($"{sign}{minutes / 60:00}{minutes % 60:00}", out var zone, out _).ShouldBeTrue();
            Timezone.TryParse(zone!.Label, out var again, out _).ShouldBeTrue();
            again.ShouldBe(zone);
            zone.Zone.MinOffset.Seconds.ShouldBe(quarters * 900);
        });

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String.Sample(text => Timezone.TryParse(text, out var zone, out var error) ? zone is not null && error is null : error is { Length: > 0 });

    [Fact]
    public void WholeHours_Always_IsTheTwentyFiveFromWestToEast()
    {
        Timezone.WholeHours.Length.ShouldBe(25);
        Timezone.WholeHours[0].Label.ShouldBe("UTC-12:00");
        Timezone.WholeHours[12].ShouldBe(Timezone.Utc);
        Timezone.WholeHours[24].Label.ShouldBe("UTC+12:00");
    }

    [Theory]
    [InlineData(5, "UTC-05:00")]
    [InlineData(-9, "UTC+09:00")]
    [InlineData(0, "UTC")]
    [InlineData(-14, "UTC+14:00")]
    public void WestOfUtc_Hours_CountsAgainstTheSign(int hours, string label) => Timezone.WestOfUtc(hours).Label.ShouldBe(label);

    [Fact]
    public void WestOfUtc_NoSuchOffset_Throws() => Should.Throw<ArgumentOutOfRangeException>(() => Timezone.WestOfUtc(15));
}
