using System.Reflection;
using System.Text.RegularExpressions;
using Exporter.Configuration;
using Exporter.Database;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Database;

/// <summary>
/// What the exporter may ever ask: its <c>.sql</c> files, how its transactions begin and end, and what the driver asks on each new connection. Compares
/// that with what PostgreSQL says it was asked.
/// </summary>
internal static partial class OwnStatements
{
    public const string Role = "coder_exporter";

    private static readonly string[] InCode =
    [
        "begin", "begin transaction isolation level read committed", "commit", "rollback",
        "select exists (select start_time from template_usage_stats limit 1)", "select max(version) from schema_migrations",
    ];

    private static readonly HashSet<string> Known =
    [
        .. InCode.Concat(Files()).Concat(TransactionSettings.Sql(Options).Split(';')).Select(Shape),
    ];

    /// <summary>What <paramref name="role"/> asked in any database of the server, and the exporter never would.</summary>
    public static async Task<IReadOnlyCollection<string>> OthersAsync(PostgresServer server, string role = Role)
    {
        var driver = await OfTheDriverAsync(server);
        return [.. (await AskedAsync(server, role)).Where(statement => !Known.Contains(Shape(statement)) && !driver.Contains(Shape(statement)))];
    }

    /// <summary>Every statement of the role's, once.</summary>
    public static async Task<IReadOnlyCollection<string>> AskedAsync(PostgresServer server, string role = Role)
    {
        await using var source = NpgsqlDataSource.Create(server.SuperuserConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(
            "select distinct query from pg_stat_statements where userid = (select oid from pg_roles where rolname = $1)");
        command.Parameters.Add(new() { Value = role });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> statements = [];
        while (await reader.ReadAsync()) statements.Add(reader.GetString(0));
        return statements;
    }

    public static bool IsKnown(string statement) => Known.Contains(Shape(statement));

    // A connection that is opened as the exporter does, and not used.
    private static async Task<HashSet<string>> OfTheDriverAsync(PostgresServer server)
    {
        const string role = "only_connects";
        await server.ExecuteAsync($"drop role if exists {role}; create role {role} login password '{role}'");
        DatabaseTarget.TryParse(server.ConnectionString(role, role, "postgres"), out var target, out _).ShouldBeTrue();
        await using (var source = CoderDataSource.Create(Options with { Target = target! }))
        await using (await source.OpenConnectionAsync()) { }
        return [.. (await AskedAsync(server, role)).Select(Shape)];
    }

    private static DatabaseOptions Options => Configuration.ConfigurationText.Read().Database;

    private static IEnumerable<string> Files() => Assembly.GetAssembly(typeof(ExporterHost))!.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Select(Sql.Load);

    /// <summary>Without comments, and without constants and parameters, which PostgreSQL replaces by numbers.</summary>
    private static string Shape(string sql) =>
        Space().Replace(Constant().Replace(Comment().Replace(sql, ""), "?"), " ").Trim().ToLowerInvariant();

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"'[^']*'|[@$]\w+|\b\d+(\.\d+)?\b|\b(true|false)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
