namespace Benchmarks.Scrape;

/// <summary>The series of one name, with their values.</summary>
internal sealed record Family(string Name, IReadOnlyList<string> Labels, IReadOnlyList<Series> Series);
