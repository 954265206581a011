using Benchmarks;

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
    case "micro":
        MicroBenchmark.Run(quick);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: bench original|agents|history|micro [--quick]");
        return 2;
}
