using Exporter.Activity;

namespace Exporter.Tests.Activity;

public sealed class QuarterHoursTests
{
    [Fact]
    public void Between_AnyTwo_HoldsExactlyWhatIsBetween()
    {
        for (var from = 0; from <= QuarterHours.PerDay; from++)
        {
            for (var to = from; to <= QuarterHours.PerDay; to++)
            {
                var bits = QuarterHours.Between(from, to).Bits;
                ((int)UInt128.PopCount(bits)).ShouldBe(to - from);
                if (to > from) ((int)UInt128.TrailingZeroCount(bits), 128 - (int)UInt128.LeadingZeroCount(bits)).ShouldBe((from, to));
            }
        }
    }

    [Fact]
    public void OverlapsAndContains_AcrossTheMiddle_AreThoseOfSets()
    {
        var morning = QuarterHours.Between(60, 66);
        morning.Overlaps(QuarterHours.Between(65, 96)).ShouldBeTrue();
        morning.Overlaps(QuarterHours.Between(66, 96)).ShouldBeFalse();
        morning.Overlaps(default).ShouldBeFalse();
        morning.Contains(QuarterHours.Between(63, 65)).ShouldBeTrue();
        morning.Contains(QuarterHours.Between(63, 67)).ShouldBeFalse();
        morning.Contains(default).ShouldBeTrue();
        (QuarterHours.Between(0, 64) | QuarterHours.Between(64, 96)).ShouldBe(QuarterHours.WholeDay);
    }
}
