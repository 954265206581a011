namespace Exporter.Tests.Simulation;

/// <summary>A Tuesday in the middle of what both eras cover.</summary>
internal static class TestTime
{
    public static DateTimeOffset Now { get; } = new(2023, 11, 14, 15, 9, 26, TimeSpan.Zero);
}
