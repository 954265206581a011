namespace Exporter.Web.Page;

/// <summary>A vertical axis from 0 that ends on a round number, with a few round numbers between.</summary>
internal sealed record Axis(int Step, int Steps)
{
    private const int MostSteps = 4;

    public int Top => Step * Steps;

    /// <summary>Every mark, from the top down.</summary>
    public IEnumerable<int> Marks => Enumerable.Range(0, Steps + 1).Select(i => Step * (Steps - i));

    /// <summary>The axis with the smallest step of 1, 2, 5, 10, 20, ... that <paramref name="largest"/> fits on.</summary>
    public static Axis For(int largest)
    {
        var step = RoundNumbers().First(step => (long)step * MostSteps >= largest);
        return new(step, Math.Max(1, (largest + step - 1) / step));
    }

    /// <summary>How far from the top <paramref name="value"/> lies, in percent.</summary>
    public double FromTop(int value) => 100 - 100.0 * value / Top;

    private static IEnumerable<int> RoundNumbers()
    {
        for (var ten = 1; ten <= 100_000_000; ten *= 10)
        {
            yield return ten;
            yield return 2 * ten;
            yield return 5 * ten;
        }
    }
}
