namespace Benchmarks.Scrape;

/// <summary>What one round of scraping a server in one encoding measured.</summary>
/// <param name="Alone">Scraped by one.</param>
/// <param name="Together">Scraped by several at the same time.</param>
internal sealed record ServerFigures(Load Alone, Load Together, TimeSpan CpuPerScrape, long ResidentBytes, int Series);
