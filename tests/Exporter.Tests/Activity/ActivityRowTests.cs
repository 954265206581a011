using Exporter.Activity;

namespace Exporter.Tests.Activity;

public sealed class ActivityRowTests
{
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 47, 0, 47)]
    [InlineData(1, 0, 0, 48)]
    [InlineData(1, 47, 0, 95)]
    [InlineData(40001, 3, 20000, 51)]
    [InlineData(-1, 47, -1, 95)]
    public void DayAndQuarters_OfABit_AreItsPlaceInTheDay(long halfDay, int bit, long day, int quarter)
    {
        var row = new ActivityRow(halfDay, Guid.Empty, Guid.Empty, 1L << bit, DateTime.UnixEpoch);

        (row.Day, row.Quarters).ShouldBe((day, QuarterHours.Between(quarter, quarter + 1)));
    }
}
