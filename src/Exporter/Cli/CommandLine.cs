using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Exporter.Cli;

/// <summary>
/// What an operator can type: nothing to run the exporter, or one of the verbs <c>check</c>, <c>health</c> and <c>history</c>; and any setting as
/// an option.
/// </summary>
internal static class CommandLine
{
    public const string Check = "check", Health = "health";

    private static readonly ParserConfiguration Parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Runs what was asked for and returns the process's exit code: 0 if all went well, 2 if something is to be mended.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, TimeProvider? time = null)
    {
        var tokens = SettingArguments.Split(args);
        var result = Root(tokens, output, error, time ?? TimeProvider.System).Parse(tokens, Parser);
        if (result.Errors.Count > 0 && result.Action is not PrintAction)
            return Failure.Report(UsageMistakes.Of(result), error);

        try
        {
            // The web host stops in an orderly way by itself; System.CommandLine would cut that short.
            return await result.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (IOException failure) when (failure.HResult == StandardOutput.BrokenPipe)
        {
            return 0; // whoever reads has had enough
        }
        catch (IOException failure) when (failure.HResult == StandardOutput.NoSpace)
        {
            return Failure.Report(["there is no room for what is written: write it elsewhere."], error);
        }
    }

    private static RootCommand Root(IEnumerable<string> tokens, TextWriter output, TextWriter error, TimeProvider time)
    {
        var root = new RootCommand();
        foreach (var option in root.Options)
            option.Action = new PrintAction(output, option is HelpOption ? HelpText.Write() : HelpText.Version);

        foreach (var name in SettingArguments.Options.Concat(tokens.Where(token => SettingArguments.Key(token) is not null)).Distinct())
            root.Add(new Option<string>(name) { Recursive = true });

        var check = new Command(Check, "Connects, says what is found and whether the exporter could run, and exits.");
        check.SetAction((result, cancellationToken) => Verbs.CheckAsync(ConfigurationArgs(result), output, error, cancellationToken));
        root.Add(check);
        var history = new Command(HistoryCommand.Name, "Writes the active users of past days as OpenMetrics, for Prometheus to import, and exits.");
        foreach (var option in HistoryCommand.Options) history.Add(option);
        history.SetAction((result, cancellationToken) =>
            Verbs.HistoryAsync(ConfigurationArgs(result), result, time, output, error, cancellationToken));
        root.Add(history);
        var health = new Command(Health, "Asks the exporter that runs with the same settings whether it is well, and exits.");
        health.SetAction((result, cancellationToken) => Verbs.HealthAsync(ConfigurationArgs(result), output, error, cancellationToken));
        root.Add(health);
        root.SetAction(result => Verbs.RunAsync(ConfigurationArgs(result), error));
        return root;
    }

    /// <summary>The settings as ASP.NET Core's command-line configuration wants them.</summary>
    private static string[] ConfigurationArgs(ParseResult result) =>
    [
        .. result.RootCommandResult.Children.Concat(result.CommandResult.Children).OfType<OptionResult>().Distinct()
            .Where(option => SettingArguments.Key(option.Option.Name) is not null && option.Tokens.Count > 0)
            .Select(option => $"--{SettingArguments.Key(option.Option.Name)}={option.Tokens[^1].Value}"),
    ];
}
