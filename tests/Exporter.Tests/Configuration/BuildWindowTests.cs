using Exporter.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Tests.Configuration;

public sealed class BuildWindowTests
{
    [Theory]
    [InlineData("30d", "2026-03-31T12:00:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("1mo", "2026-03-31T12:00:00Z", "2026-02-28T12:00:00Z")]
    [InlineData("30mo", "2026-03-31T12:00:00Z", "2023-09-30T12:00:00Z")]
    public void Start_OfWindow_IsThatFarBack(string text, string now, string start)
    {
        BuildWindow.TryParse(text, out var window, out _).ShouldBeTrue();
        window!.ToString().ShouldBe(text);
        window.Start(InstantPattern.General.Parse(now).Value).ShouldBe(InstantPattern.General.Parse(start).Value);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("30m")]
    [InlineData("0d")]
    [InlineData("-1d")]
    [InlineData("3661d")]
    [InlineData("121mo")]
    [InlineData("mo")]
    [InlineData("")]
    public void TryParse_NoWindow_SaysWhatToWrite(string text)
    {
        BuildWindow.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain("30mo");
    }

    [Fact]
    public void Start_OfMonthAtTheEpoch_IsTheMonthBefore() =>
        new BuildWindow(1, BuildWindow.Unit.Months).Start(NodaConstants.UnixEpoch).ShouldBe(Instant.FromUtc(1969, 12, 1, 0, 0));
}
