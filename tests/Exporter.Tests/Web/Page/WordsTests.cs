using Exporter.Web.Page;

namespace Exporter.Tests.Web.Page;

public sealed class WordsTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0.9, "0 s")]
    [InlineData(60, "1 min")]
    [InlineData(90, "90 s")]
    [InlineData(120, "2 min")]
    [InlineData(7199, "119 min")]
    [InlineData(7200, "2 h")]
    [InlineData(172_800, "2 days")]
    public void Age_OfAnyLength_IsOneUnit(double seconds, string words) => Words.Age(TimeSpan.FromSeconds(seconds)).ShouldBe(words);

    [Theory]
    [InlineData(0.04, "0 s")]
    [InlineData(2.5, "2.5 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(200, "3.3 min")]
    [InlineData(4000, "1.1 h")]
    public void Seconds_OfABuild_AreShort(double seconds, string words) => Words.Seconds(seconds).ShouldBe(words);

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(9_949, "9.9 kB")]
    [InlineData(999_600, "1 MB")]
    [InlineData(345_000_000, "345 MB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    public void Bytes_OfTraffic_HaveTwoOrThreeDigits(long bytes, string words) => Words.Bytes(bytes).ShouldBe(words);

    [Theory]
    [InlineData(new[] { "a" }, "a")]
    [InlineData(new[] { "a", "b" }, "a and b")]
    [InlineData(new[] { "a", "b", "c" }, "a, b and c")]
    public void And_OfSeveral_IsAsInASentence(string[] words, string all) => Words.And(words).ShouldBe(all);
}
