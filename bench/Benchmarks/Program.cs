using Benchmarks;
using Benchmarks.Scrape;

var quick = args.Contains("--quick");
switch (args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)))
{
    case "original":
        await OriginalBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "agents":
        await AgentsBenchmark.RunAsync(agents: quick ? 600 : 6000, Console.Out);
        return 0;
    case "history":
        await HistoryBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "backfill":
        await BackfillBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "scrape":
        await ScrapeBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "page":
        await PageBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "load":
        await LoadBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "endurance":
        await EnduranceBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "micro":
        return MicroBenchmark.Run(quick) ? 0 : 1;
    default:
        await Console.Error.WriteLineAsync("usage: bench original|agents|history|backfill|micro|page|scrape|load|endurance [--quick]");
        return 2;
}
