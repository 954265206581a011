using System.Globalization;
using Dapper;
using Exporter.Configuration;
using Exporter.Database;
using Npgsql;

namespace Exporter.Cli;

/// <summary>The verb <c>check</c>: looks at the database as the exporter would and says whether it could run. Reads only.</summary>
internal sealed class DatabaseCheck(DatabaseOptions options, TextWriter output, TextWriter error)
{
    private static readonly string Server = Sql.Load("CheckServer.sql");
    private static readonly string History = Sql.Load("CheckHistory.sql");
    private static readonly string Rollup = Sql.Load("CheckRollup.sql");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var source = CoderDataSource.Create(options);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var settings = new NpgsqlCommand(TransactionSettings.Sql(options), connection, transaction))
                await settings.ExecuteNonQueryAsync(cancellationToken);
            return await RunAsync(connection, transaction, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && !StandardOutput.Failed(failure))
        {
            return Failure.Report([$"{options.Target}: {DatabaseFailure.Describe(failure)}"], error);
        }
    }

    private async Task<int> RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var servers = connection.QueryUnbufferedAsync<ServerFacts>(Server, transaction: transaction);
        await foreach (var server in servers.WithCancellation(cancellationToken))
        {
            var standby = server.Standby ? "a standby" : "not a standby";
            Line("server", $"PostgreSQL {server.Version} on {connection.Host} port {connection.Port}, {standby}");
            Line("database", $"{server.Database}, as role {server.Role}");
        }

        var schema = await SchemaProbe.ReadAsync(connection, transaction, cancellationToken);
        Line("schema", $"era {schema.Era}, migration {(schema.Migration is { } migration ? Plain(migration) : "not readable")}");
        if (schema.Refusal is null)
            WriteColumns(schema);
        if (schema.Problems.Length > 0)
            return Failure.Report(schema.Problems, error);

        var histories = connection.QueryUnbufferedAsync<HistoryFacts>(schema.RollupHasRows ? Rollup : History, transaction: transaction);
        await foreach (var history in histories.WithCancellation(cancellationToken))
        {
            Line("activity", $"{Activity(history)}, in {(schema.RollupHasRows ? "template_usage_stats" : "workspace_agent_stats")}");
            Line("templates", $"{Plain(history.Templates)}, and {Plain(history.DeletedTemplates)} deleted");
        }
        output.WriteLine("ok: the exporter can run on this database.");
        return 0;
    }

    private void WriteColumns(Schema schema)
    {
        foreach (var (table, columns) in NeededColumns.Required(schema))
            Line("reads", $"{table}: {string.Join(", ", columns.Select(column => column + State(schema, table, column)))}");
        foreach (var (table, columns) in NeededColumns.Optional)
            Line("may read", $"{table}: {string.Join(", ", columns.Select(column => column + State(schema, table, column)))}");
    }

    private static string State(Schema schema, string table, string column) =>
        !schema.Columns.TryGetValue((table, column), out var found) ? " (missing)" : found.Readable ? "" : " (not readable)";

    private static string Activity(HistoryFacts history)
    {
        var rows = history.EstimatedRows < 0
            ? "not counted yet"
            : string.Create(CultureInfo.InvariantCulture, $"about {history.EstimatedRows:N0} rows");
        return history is { Oldest: { } oldest, Newest: { } newest } ? $"{rows}, from {Moment(oldest)} to {Moment(newest)}" : "no rows yet";
    }

    private void Line(string what, string text) => output.WriteLine($"{what + ':',-11}{text}");

    private static string Plain(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Moment(DateTime instant) => instant.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
