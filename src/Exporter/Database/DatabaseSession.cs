using Npgsql;

namespace Exporter.Database;

/// <summary>One short read-only transaction on Coder's database, and what its schema looks like.</summary>
internal sealed record DatabaseSession(NpgsqlConnection Connection, NpgsqlTransaction Transaction, Schema Schema);
