using Benchmarks;

var quick = args.Contains("--quick");
switch (args.FirstOrDefault(arg => !arg.StartsWith("--", StringComparison.Ordinal)))
{
    case "original":
        await OriginalBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "history":
        await HistoryBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "backfill":
        await BackfillBenchmark.RunAsync(quick, Console.Out);
        return 0;
    case "micro":
        MicroBenchmark.Run(quick);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: bench original|history|backfill|micro [--quick]");
        return 2;
}
