using System.Collections.Frozen;
using Exporter.Database;
using Npgsql;

namespace Exporter.Activity;

/// <summary>Accounts that are no people: Coder lets one own the workspaces that it builds ahead of demand. They are not active users.</summary>
internal static class SystemUsers
{
    /// <summary>The owner of prebuilt workspaces has this id in every deployment.</summary>
    public static readonly Guid Prebuilds = new("c42fdf75-3097-471c-8c33-fb52454d81c0");

    private static readonly string Statement = Sql.Load("SystemUsers.sql");

    /// <summary>The system users among <paramref name="users"/>.</summary>
    public static async Task<FrozenSet<Guid>> AmongAsync(DatabaseSession session, Guid[] users, CancellationToken cancellation)
    {
        HashSet<Guid> found = [.. users.Where(user => user == Prebuilds)];
        if (users.Length > 0 && session.Schema.Has("users", "is_system"))
        {
            // By hand: the mapper cannot pass an array without reflection.
            await using var command = new NpgsqlCommand(Statement, session.Connection, session.Transaction);
            command.Parameters.AddWithValue("users", users);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation)) found.Add(reader.GetGuid(0));
        }
        return found.ToFrozenSet();
    }
}
