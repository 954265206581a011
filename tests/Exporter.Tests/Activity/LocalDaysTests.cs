using Exporter.Activity;
using NodaTime;

namespace Exporter.Tests.Activity;

public sealed class LocalDaysTests
{
    /// <summary>Every zone in use has days that begin on a quarter-hour, each where the one before ends; the whole history rests on that.</summary>
    [Fact]
    public void Day_OfEveryZoneIn2026_TilesTimeOnTheGrid()
    {
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            var timezone = new Timezone(zone.Id, zone);
            for (var date = new LocalDate(2025, 12, 31); date.Year < 2027; date = date.PlusDays(1))
            {
                var day = LocalDays.Day(timezone, date);
                // Exactly here the date changes: the range begins neither early nor late, and ends where the next begins.
                LocalDays.Today(timezone, day.From).ShouldBe(date, zone.Id);
                LocalDays.Today(timezone, day.From - Duration.Epsilon).ShouldBe(date.PlusDays(-1), zone.Id);
                day.End.ShouldBe(LocalDays.Day(timezone, date.PlusDays(1)).Start, zone.Id);
            }
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 29, 92)]
    [InlineData("Europe/Berlin", 2026, 10, 25, 100)]
    [InlineData("Australia/Lord_Howe", 2026, 4, 5, 98)]
    [InlineData("Australia/Lord_Howe", 2026, 10, 4, 94)]
    [InlineData("America/Havana", 2026, 3, 8, 92)] // from 00:00 to 01:00
    [InlineData("Africa/Cairo", 2026, 10, 29, 100)] // from 24:00 to 23:00
    [InlineData("Antarctica/Troll", 2026, 3, 29, 88)]
    [InlineData("Asia/Kathmandu", 2026, 7, 1, 96)]
    [InlineData("Pacific/Kwajalein", 1993, 8, 21, 0)] // skipped
    [InlineData("Pacific/Apia", 2011, 12, 29, 96)]
    [InlineData("Pacific/Apia", 2011, 12, 30, 0)] // skipped: the date line moved
    [InlineData("Pacific/Apia", 2011, 12, 31, 96)]
    public void Day_OfADate_IsSoManyQuarterHours(string zone, int year, int month, int day, int quarters)
    {
        var range = LocalDays.Day(Zone(zone), new(year, month, day));
        (range.End - range.Start).ShouldBe(quarters);
    }

    [Theory]
    [InlineData("Asia/Kathmandu", "2026-06-30T18:15:00Z")]
    [InlineData("Asia/Kolkata", "2026-06-30T18:30:00Z")]
    [InlineData("America/St_Johns", "2026-07-01T02:30:00Z")]
    [InlineData("Pacific/Chatham", "2026-06-30T11:15:00Z")]
    [InlineData("Pacific/Kiritimati", "2026-06-30T10:00:00Z")]
    [InlineData("Pacific/Pago_Pago", "2026-07-01T11:00:00Z")]
    [InlineData("UTC", "2026-07-01T00:00:00Z")]
    public void Day_BeginsAtLocalMidnight(string zone, string begins) =>
        LocalDays.Day(Zone(zone), new(2026, 7, 1)).From.ToString().ShouldBe(begins);

    [Theory]
    [InlineData("Pacific/Apia", 2012, 1, 5)]
    [InlineData("Europe/Berlin", 2026, 4, 1)]
    [InlineData("America/New_York", 2026, 11, 5)]
    public void Days_OfAWeek_AreItsDaysInOneRange(string zone, int year, int month, int day)
    {
        var last = new LocalDate(year, month, day);
        var week = LocalDays.Days(Zone(zone), last, 7);
        var days = Enumerable.Range(0, 7).Select(ago => LocalDays.Day(Zone(zone), last.PlusDays(ago - 6))).ToArray();

        (week.Start, week.End).ShouldBe((days[0].Start, days[^1].End));
        (week.End - week.Start).ShouldBe(days.Sum(range => range.End - range.Start));
    }

    private static Timezone Zone(string id)
    {
        Timezone.TryParse(id, out var zone, out var error).ShouldBeTrue(error);
        return zone;
    }
}
