using CsCheck;
using Exporter.Activity;
using NodaTime;

namespace Exporter.Tests.Activity;

public sealed class QuarterRangeTests
{
    [Fact]
    public void QuarterOf_AnyInstant_HoldsIt() =>
        Gen.Long[-100_000_000_000_000, 100_000_000_000_000].Sample(milliseconds =>
        {
            var instant = Instant.FromUnixTimeMilliseconds(milliseconds) + Duration.FromNanoseconds(7);
            var quarter = QuarterRange.QuarterOf(instant);
            new Interval(QuarterRange.InstantOf(quarter), QuarterRange.InstantOf(quarter + 1)).Contains(instant).ShouldBeTrue();
            QuarterRange.QuarterOf(QuarterRange.InstantOf(quarter)).ShouldBe(quarter);
            QuarterRange.UtcDay(QuarterRange.DayOf(quarter)).From.InUtc().Date.ShouldBe(instant.InUtc().Date);
        });

    [Fact]
    public void Within_EachDayOfARange_TogetherAreTheRange() =>
        NaiveActivity.AnyRange.Where(range => !range.IsEmpty).Sample(range =>
        {
            var (first, last) = range.Days;
            List<long> quarters = [];
            for (var day = first; day <= last; day++)
            {
                range.Within(day).ShouldNotBe(default);
                for (var quarter = 0; quarter < QuarterHours.PerDay; quarter++)
                {
                    if (range.Within(day).Overlaps(QuarterHours.Between(quarter, quarter + 1))) quarters.Add(day * QuarterHours.PerDay + quarter);
                }
            }
            quarters.ShouldBe(Enumerable.Range(0, (int)(range.End - range.Start)).Select(i => range.Start + i));
            range.Within(first - 1).ShouldBe(default);
            range.Within(last + 1).ShouldBe(default);
        });
}
