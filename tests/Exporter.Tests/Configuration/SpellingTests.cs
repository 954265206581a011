using Exporter.Configuration;

namespace Exporter.Tests.Configuration;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "abd", 1)]
    [InlineData("Activty", "Activity", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_OfTwoWords_CountsSlips(string left, string right, int distance)
    {
        Spelling.Distance(left, right).ShouldBe(distance);
        Spelling.Distance(right, left).ShouldBe(distance);
    }

    [Theory]
    [InlineData("Wb", "Web")]
    [InlineData("Net", null)]
    [InlineData("Metrik", "Metrics")]
    [InlineData("Something", null)]
    public void Nearest_OfSections_IsStricterForShortWords(string word, string? nearest) =>
        Spelling.Nearest(word, ["Activity", "Metrics", "Web"]).ShouldBe(nearest);
}
