using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;

namespace Exporter.Tests.Database;

/// <summary>What PostgreSQL's planner would do for a statement.</summary>
/// <param name="ReadWhole">The tables of which it reads every row, or every entry of an index.</param>
/// <param name="Text">The plan, for whoever has to find out why.</param>
internal sealed record QueryPlan(ImmutableSortedSet<string> ReadWhole, string Text)
{
    public static async Task<QueryPlan> OfAsync(NpgsqlDataSource database, string sql, IReadOnlyDictionary<string, object> parameters)
    {
        await using var command = database.CreateCommand($"explain (format json) {sql}");
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        var text = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        using var json = JsonDocument.Parse(text);
        return new([.. json.RootElement.EnumerateArray().SelectMany(plan => Whole(plan.GetProperty("Plan"), limited: false))], text);
    }

    /// <summary>Under a limit an index without a condition is read from its end, a few rows only.</summary>
    private static IEnumerable<string> Whole(JsonElement node, bool limited)
    {
        var type = node.GetProperty("Node Type").GetString();
        var whole = type == "Seq Scan" || (type is "Index Scan" or "Index Only Scan" && !limited && !node.TryGetProperty("Index Cond", out _));
        if (whole) yield return node.GetProperty("Relation Name").GetString()!;
        if (!node.TryGetProperty("Plans", out var children)) yield break;
        foreach (var child in children.EnumerateArray().SelectMany(child => Whole(child, limited: type == "Limit"))) yield return child;
    }
}
