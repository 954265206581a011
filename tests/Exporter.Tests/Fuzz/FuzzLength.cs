namespace Exporter.Tests.Fuzz;

/// <summary>How many cases a fuzz test tries: <c>FUZZ=50000 ./test.sh -class "*Fuzz*"</c> for the long form.</summary>
internal static class FuzzLength
{
    public static int Cases(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("FUZZ"), System.Globalization.CultureInfo.InvariantCulture, out var asked) ? asked : usual;

    /// <summary>Says how many were tried, where a reader of the test run sees it.</summary>
    public static void Tell(string what, int cases) => TestContext.Current.TestOutputHelper?.WriteLine($"{what}: {cases} cases, 0 failures");
}
