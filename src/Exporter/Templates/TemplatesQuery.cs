using System.Collections.Immutable;
using Dapper;
using Exporter.Database;

namespace Exporter.Templates;

/// <summary>The names behind the template ids. Two areas read them, each for itself, so that a snapshot is complete in itself.</summary>
internal static class TemplatesQuery
{
    private static readonly string Plain = Sql.Load("Templates.sql");
    private static readonly string WithDeprecation = Sql.Load("TemplatesWithDeprecation.sql");

    public static async Task<ImmutableArray<Template>> RunAsync(DatabaseSession session, CancellationToken cancellation)
    {
        var sql = session.Schema.Has("templates", "deprecated") ? WithDeprecation : Plain;
        return [.. await session.Connection.QueryUnbufferedAsync<Template>(sql, transaction: session.Transaction).ToListAsync(cancellation)];
    }
}
