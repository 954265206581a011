namespace Benchmarks.Scrape;

/// <param name="LabelValues">In the order of the family's labels.</param>
internal sealed record Series(IReadOnlyList<string> LabelValues, double Value);
