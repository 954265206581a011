using Exporter.Activity;

namespace Exporter.Tests.Activity;

public sealed class NearestOffsetTests
{
    [Theory]
    [InlineData(new int[0], 10, null)]
    [InlineData(new[] { 1, 2, 3, 4, 5, 6, 10, 12, 15 }, 10, 10)]
    [InlineData(new[] { 0 }, 10, 0)]
    [InlineData(new[] { -10, -5 }, 10, -5)]
    [InlineData(new[] { -10, -5, 0, 5, 8, 12 }, 10, 8)]
    [InlineData(new[] { -10, -5, 5, 8, 12 }, 0, -5)]
    [InlineData(new[] { -10, -5, 0, 5, 8, 12 }, 20, 12)]
    [InlineData(new[] { -10, -5, 0, 5, 8, 12 }, -20, -10)]
    [InlineData(new[] { -10, -5, 0, 5, 8, 12 }, 2, 0)]
    [InlineData(new[] { -10, 12 }, int.MinValue, -10)]
    [InlineData(new[] { -10, 12 }, int.MaxValue, 12)]
    public void Of_KnownOffsets_AnswersTheNearestAndOfTwoTheSmaller(int[] known, int asked, int? expected) =>
        NearestOffset.Of(known, asked).ShouldBe(expected);
}
