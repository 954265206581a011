using CsCheck;
using Exporter.Web.Page;

namespace Exporter.Tests.Web.Page;

public sealed class AxisTests
{
    [Theory]
    [InlineData(0, "1 0")]
    [InlineData(1, "1 0")]
    [InlineData(3, "3 2 1 0")]
    [InlineData(5, "6 4 2 0")]
    [InlineData(230, "300 200 100 0")]
    [InlineData(400, "400 300 200 100 0")]
    [InlineData(401, "600 400 200 0")]
    public void Axis_ForTheLargest_HasRoundMarks(int largest, string marks) => string.Join(' ', Axis.For(largest).Marks).ShouldBe(marks);

    [Fact]
    public void Axis_ForAnyNumber_HoldsItAndIsNotMuchLonger() => Gen.Int[1, 1_000_000_000].Sample(largest =>
    {
        var axis = Axis.For(largest);
        axis.Top.ShouldBeGreaterThanOrEqualTo(largest);
        (axis.Top - axis.Step).ShouldBeLessThan(largest);
        axis.Steps.ShouldBeInRange(1, 4);
        axis.FromTop(largest).ShouldBeInRange(0, 100);
    });
}
