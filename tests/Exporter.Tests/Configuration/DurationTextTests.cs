using CsCheck;
using Exporter.Configuration;

namespace Exporter.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30)]
    [InlineData("1m", 60)]
    [InlineData("1h30m", 5400)]
    [InlineData("7d", 604_800)]
    [InlineData("1d1h1m1s", 90_061)]
    [InlineData("90m", 5400)]
    [InlineData("0s", 0)]
    [InlineData("00:01:00", 60)]
    [InlineData("1.00:00:30", 86_430)]
    public void TryParse_Duration_IsRead(string text, int seconds)
    {
        DurationText.TryParse(text, out var duration, out var error).ShouldBeTrue(error);
        duration.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData("10", "'10' has no unit; write 10s, 10m, 10h or 10d.")]
    [InlineData("1h30", "'1h30' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("", "'' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("s", "'s' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("1m1h", "'1m1h' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("1m1m", "'1m1m' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("1.5h", "'1.5h' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("-1s", "'-1s' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("500ms", "'500ms' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("25:00:00", "'25:00:00' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    [InlineData("99999999d", "'99999999d' is too long.")]
    [InlineData("9999999999s", "'9999999999s' is not a duration; write it like 30s, 5m, 1h30m or 7d.")]
    public void TryParse_NoDuration_SaysWhatToWrite(string text, string expected)
    {
        DurationText.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldBe(expected);
    }

    [Fact]
    public void Format_AnyDuration_ReadsBack() =>
        Gen.Int[0, int.MaxValue].Sample(seconds =>
            DurationText.TryParse(DurationText.Format(TimeSpan.FromSeconds(seconds)), out var duration, out _) && duration == TimeSpan.FromSeconds(seconds));

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String[Gen.Char["0123456789dhms:. "], 0, 20].Sample(text => DurationText.TryParse(text, out _, out var error) == (error is null));
}
