using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Npgsql;

namespace Simulation;

/// <summary>Writes half-hours of the rollup by binary COPY, in the columns of an era.</summary>
internal static class UsageCopy
{
    // In the order of the columns that they had before E8.
    private static readonly ImmutableArray<string> Families =
        [SessionApps.Ssh, SessionApps.Sftp, SessionApps.ReconnectingPty, SessionApps.VsCode, SessionApps.JetBrains];

    public static async Task<long> WriteAsync(NpgsqlConnection connection, Era era, IEnumerable<UsageRow> rows, CancellationToken ct)
    {
        var all = rows.ToList();
        ImmutableArray<string> families = era < Era.E8 ? Families : [];
        if (families.Length > 0 && all.SelectMany(row => row.SessionMins.Keys).Except(families).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOperationException($"Era {era} has no minutes of {unknown} in its rollup.");
        }

        await new TableRows(
            "template_usage_stats",
            [
                "start_time timestamptz", "end_time timestamptz", "template_id uuid", "user_id uuid", "median_latency_ms real",
                "usage_mins smallint", "app_usage_mins jsonb", .. families.Select(family => $"{family}_mins smallint"),
            ],
            all.Select(row => (object?[])
            [
                row.StartTime, row.StartTime.AddMinutes(30), row.TemplateId, row.UserId, row.Latency, (short)row.UsageMins,
                WebApps(row), .. families.Select(family => (object?)(short)row.SessionMins.GetValueOrDefault(family)),
            ])).CopyAsync(connection, ct);
        if (era >= Era.E8)
        {
            await new TableRows(
                "template_usage_stats_session_apps",
                ["start_time timestamptz", "template_id uuid", "user_id uuid", "app_name text", "usage_mins smallint"],
                from row in all
                from app in row.SessionMins
                where app.Value > 0
                select new object?[] { row.StartTime, row.TemplateId, row.UserId, app.Key, (short)app.Value }).CopyAsync(connection, ct);
        }

        return all.Count;
    }

    private static string? WebApps(UsageRow row) => row.WebAppMins.IsEmpty
        ? null
        : new JsonObject(row.WebAppMins.Select(app => KeyValuePair.Create(app.Key, (JsonNode?)app.Value))).ToJsonString();
}
