namespace Benchmarks;

/// <summary>What a piece of work cost.</summary>
/// <param name="Database">Time that PostgreSQL spent executing, from <c>pg_stat_statements</c>.</param>
/// <param name="Blocks">Pages of 8 kB that PostgreSQL looked at: unlike time, the same whatever else the machine does.</param>
/// <param name="Rows">Rows that PostgreSQL answered.</param>
/// <param name="Bytes">Bytes read from the server's connections.</param>
internal sealed record Measurement(TimeSpan Database, TimeSpan Wall, long Statements, long Blocks, long Rows, long Bytes)
{
    public static readonly Measurement Nothing = new(TimeSpan.Zero, TimeSpan.Zero, 0, 0, 0, 0);

    public static Measurement operator *(Measurement one, double times) => new(
        one.Database * times, one.Wall * times, (long)(one.Statements * times), (long)(one.Blocks * times), (long)(one.Rows * times), (long)(one.Bytes * times));

    public static Measurement operator +(Measurement left, Measurement right) => new(
        left.Database + right.Database, left.Wall + right.Wall, left.Statements + right.Statements, left.Blocks + right.Blocks,
        left.Rows + right.Rows, left.Bytes + right.Bytes);
}
