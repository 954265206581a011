using System.Reflection;
using System.Text.RegularExpressions;
using Exporter.Activity;
using Exporter.Cli;
using Exporter.Database;
using Exporter.Metrics;
using Npgsql;
using Simulation;

namespace Exporter.Tests;

/// <summary>What is agreed on about the code, where a machine can see to it.</summary>
public sealed partial class ArchitectureTests
{
    private const int MostLines = 220;
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Product = typeof(ExporterHost).Assembly;
    private static readonly string[] Readers = ["Endpoint", "Endpoints", "Answers", "Metrics", "Snapshot", "Pages", "Instruments"];
    private static readonly string[] Vague = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Service", "Extensions"];

    public static TheoryData<string> Sources => [.. Files("*.cs")];

    public static TheoryData<string> Statements => [.. Files("*.sql")];

    /// <summary>Whatever reads snapshots, and all that it could get hold of, must not be able to ask the database.</summary>
    [Fact]
    public void Database_BehindTheSlots_IsOutOfReach()
    {
        Type[] doors = [typeof(CoderDatabase), typeof(DatabaseSession), typeof(NpgsqlDataSource), typeof(NpgsqlConnection), typeof(NpgsqlCommand)];
        var readers = Product.GetTypes().Where(type => type.DeclaringType is null
            && (type.Namespace is "Exporter.Web" or "Exporter.Web.Page" or "Exporter.Answers" || Readers.Any(role => type.Name.EndsWith(role, StringComparison.Ordinal)))).ToArray();
        readers.Length.ShouldBeGreaterThan(20);

        Reach(readers, except: typeof(ExporterState)).Intersect(doors).ShouldBeEmpty();
        typeof(ExporterState).GetProperties().Where(property => doors.Contains(property.PropertyType)).Select(property => property.Name)
            .ShouldBe([nameof(ExporterState.Database)], "for what is known of its schema");
        Reach([typeof(ActivityQuery)], except: null).ShouldContain(typeof(CoderDatabase)); // or this test would not see anything
    }

    [Fact]
    public void Product_Always_KnowsNothingOfTheSimulation() =>
        Product.GetReferencedAssemblies().Select(assembly => assembly.Name).ShouldNotContain(typeof(SimulatedDatabase).Assembly.GetName().Name);

    [Theory, MemberData(nameof(Sources))]
    public void Source_Always_IsShortAndHoldsTheTypeItIsNamedAfter(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(Golden.RepositoryRoot, file));
        lines.Length.ShouldBeLessThanOrEqualTo(MostLines);
        string[] types = [.. lines.Select(line => TopLevelType().Match(line)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).Distinct()];
        if (Path.GetFileName(file) != "Program.cs") types.ShouldBe([Path.GetFileName(file).Split('.')[0]]);
        types.ShouldAllBe(type => !Vague.Any(word => type.EndsWith(word, StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Statements))]
    public void Statement_Always_IsLowerCase(string file)
    {
        var sql = CommentOrText().Replace(File.ReadAllText(Path.Combine(Golden.RepositoryRoot, file)), "");
        sql.ShouldBe(sql.ToLowerInvariant(), StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void Statements_OfTheProduct_AreEmbeddedOnceAndLoadedBesideThem()
    {
        string[] files = [.. Files("*.sql").Where(file => file.StartsWith("src/Exporter/", StringComparison.Ordinal))];
        Product.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .ShouldBe(files.Select(file => Path.GetFileName(file)), ignoreOrder: true);
        foreach (var file in files)
        {
            var sql = CommentOrText().Replace(File.ReadAllText(Path.Combine(Golden.RepositoryRoot, file)), "");
            sql.ShouldNotContain(";", customMessage: $"{file}: one statement, and nothing after it");
            string[] loads = [.. Files("*.cs").Where(source =>
                File.ReadAllText(Path.Combine(Golden.RepositoryRoot, source)).Contains($"(\"{Path.GetFileName(file)}\")", StringComparison.Ordinal))];
            loads.ShouldHaveSingleItem().ShouldStartWith(Path.GetDirectoryName(file)! + "/");
        }
    }

    /// <summary>A description that speaks of what is gone is worse than none.</summary>
    [Fact]
    public void ArchitectureDocument_Names_OnlyWhatExists()
    {
        var text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "ARCHITECTURE.md"));
        var types = new[] { Product, typeof(SimulatedDatabase).Assembly, typeof(TimeProvider).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .ToLookup(type => type.Name.Split('`')[0]);
        foreach (var (name, member) in TypeName().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value)))
        {
            if (Directory.Exists(Path.Combine(Golden.RepositoryRoot, "src/Exporter", name))) continue;
            types[name].ShouldNotBeEmpty(name);
            if (member.Length > 0) types[name].SelectMany(type => type.GetMember(member, Everything)).ShouldNotBeEmpty($"{name}.{member}");
        }
        foreach (var path in PathName().Matches(text).Select(match => match.Groups[1].Value))
            Path.Exists(Path.Combine(Golden.RepositoryRoot, path)).ShouldBeTrue(path);
    }

    [Fact]
    public void ArchitectureDocument_Names_EveryFolderAndVerb()
    {
        var text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "ARCHITECTURE.md"));
        foreach (var folder in Files("*.cs").Where(file => file.StartsWith("src/Exporter/", StringComparison.Ordinal)).Select(file => file.Split('/')[2]).Distinct())
            if (!folder.Contains('.', StringComparison.Ordinal)) text.ShouldMatch($"[/`]{folder}`", folder);
        foreach (var verb in (string[])[CommandLine.Check, CommandLine.Health, HistoryCommand.Name]) text.ShouldContain($"`{verb}`");
    }

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Golden.RepositoryRoot, "src"), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Golden.RepositoryRoot, file).Replace('\\', '/'))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    /// <summary>All types that these hold, take or give, and so on.</summary>
    private static HashSet<Type> Reach(IEnumerable<Type> from, Type? except)
    {
        HashSet<Type> reached = [];
        var next = new Stack<Type>(from);
        while (next.TryPop(out var type))
        {
            if (type == except || !reached.Add(type) || type.Assembly != Product && !type.IsGenericType) continue;
            foreach (var touched in Touches(type)) next.Push(touched);
        }
        return reached;
    }

    private static Type[] Touches(Type type) => type.IsGenericType && type.Assembly != Product ? type.GetGenericArguments() :
    [
        .. type.GetGenericArguments(),
        .. type.GetNestedTypes(Everything), // closures too
        .. type.GetFields(Everything).Select(field => field.FieldType),
        .. type.GetConstructors(Everything).SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.ParameterType),
        .. type.GetMethods(Everything).SelectMany(method => method.GetParameters().Append(method.ReturnParameter))
            .Select(parameter => parameter.ParameterType),
    ];

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|readonly|partial) )*(?:class|record struct|record|struct|interface|enum|delegate \w+) (\w+)")]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"--.*|'[^']*'")]
    private static partial Regex CommentOrText();

    [GeneratedRegex(@"`([A-Z]\w+)(?:<\w+>)?(?:\.([A-Z]\w*))?`")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"`((?:src|tests|docs|demo|bench)(?:/[\w.]+)*)`")]
    private static partial Regex PathName();
}
