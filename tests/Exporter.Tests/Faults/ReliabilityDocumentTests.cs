using System.Reflection;
using System.Text.RegularExpressions;

namespace Exporter.Tests.Faults;

/// <summary>What the table of faults promises, there is a test for; and every test of a fault is in it.</summary>
public sealed partial class ReliabilityDocumentTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "docs", "reliability.md"));

    private static readonly HashSet<string> Tests = [.. typeof(ReliabilityDocumentTests).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.GetCustomAttributes().OfType<FactAttribute>().Any())
        .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")];

    [Fact]
    public void Document_EveryRow_NamesATestThatExists()
    {
        var rows = Text.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("Tests.", StringComparison.Ordinal)).ToArray();
        rows.Length.ShouldBeGreaterThan(25);
        foreach (var row in rows) Named(row).ShouldNotBeEmpty(row);
        Named(Text).ShouldBeSubsetOf(Tests);
    }

    [Fact]
    public void Document_OfFaults_LeavesNoTestOut()
    {
        var faults = typeof(ReliabilityDocumentTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ReliabilityDocumentTests).Namespace && type != typeof(ReliabilityDocumentTests))
            .Select(type => type.Name).ToHashSet();
        Tests.Where(test => faults.Contains(test.Split('.')[0])).Except(Named(Text)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Named(string text) => TestName().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();
}
