using System.Globalization;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>
/// The rules as plain SQL, one query per timezone and template, in the way the original asked: a day is the time stamp shifted to the zone and cut to
/// a date; who has a connection on it is active. Slow and simple, so that it can be believed.
/// </summary>
internal sealed class ActivityOracle(SimulatedDatabase database)
{
    /// <summary>Distinct active users per local day, days without activity left out.</summary>
    /// <param name="zone">As PostgreSQL takes it: an IANA name, or whole hours west of UTC.</param>
    public async Task<SortedDictionary<string, int>> DausAsync(string zone, Guid? template = null, string since = "-infinity", string until = "infinity")
    {
        var days = new SortedDictionary<string, int>(StringComparer.Ordinal);
        await using var command = Command(
            """
            select to_char(created_at at time zone $1, 'YYYY-MM-DD'), count(distinct user_id)
            from workspace_agent_stats
            where connection_count > 0 and ($2::uuid is null or template_id = $2)
              and created_at >= $3::timestamptz and created_at < $4::timestamptz
            group by 1
            """, zone, (object?)template ?? DBNull.Value, since, until);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) days[reader.GetString(0)] = (int)reader.GetInt64(1);
        return days;
    }

    /// <summary>Distinct users active on the <paramref name="days"/> local days that end with <paramref name="last"/>.</summary>
    public async Task<int> UsersAsync(string zone, DateOnly last, int days, Guid? template = null)
    {
        await using var command = Command(
            """
            select count(distinct user_id)
            from workspace_agent_stats
            where connection_count > 0 and ($2::uuid is null or template_id = $2)
              and (created_at at time zone $1)::date between $3::date and $4::date
            """, zone, (object?)template ?? DBNull.Value,
            last.AddDays(1 - days).ToString("O", CultureInfo.InvariantCulture), last.ToString("O", CultureInfo.InvariantCulture));
        return (int)(long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task<int> UsersEverAsync(Guid template)
    {
        await using var command = Command(
            "select count(distinct user_id) from workspace_agent_stats where connection_count > 0 and template_id = $1", template);
        return (int)(long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter { Value = value };
            if (value is DBNull) parameter.DataTypeName = "uuid";
            else if (value is string) parameter.DataTypeName = "text";
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
