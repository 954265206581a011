using System.CommandLine;
using System.Net.Sockets;
using System.Text.Json;
using Exporter.Configuration;
using Microsoft.AspNetCore.Connections;

namespace Exporter.Cli;

/// <summary>What the command line can do, with every mistake in the configuration told in plain words.</summary>
internal static class Verbs
{
    public static Task<int> RunAsync(string[] configurationArgs, TextWriter error) => GuardAsync(error, async () =>
    {
        await using var host = ExporterHost.Build(configurationArgs);
        await host.RunAsync();
        return 0;
    });

    public static Task<int> CheckAsync(
        string[] configurationArgs, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        GuardAsync(error, () =>
        {
            // The same builder as the exporter's, so that both read the same files and variables in the same order.
            var configuration = WebApplication.CreateSlimBuilder(configurationArgs).Configuration;
            return new DatabaseCheck(ExporterOptions.Read(configuration).Database, output, error).RunAsync(cancellationToken);
        });

    public static Task<int> HistoryAsync(
        string[] configurationArgs, ParseResult arguments, TimeProvider time, TextWriter output, TextWriter error,
        CancellationToken cancellationToken) =>
        GuardAsync(error, () =>
        {
            var configuration = WebApplication.CreateSlimBuilder(configurationArgs).Configuration;
            return new HistoryExport(configuration, arguments, time, output, error).RunAsync(cancellationToken);
        });

    public static Task<int> HealthAsync(
        string[] configurationArgs, TextWriter output, TextWriter error, CancellationToken cancellationToken) =>
        GuardAsync(error, () =>
        {
            var configuration = WebApplication.CreateSlimBuilder(configurationArgs).Configuration;
            return new HealthProbe(configuration, output, error).RunAsync(cancellationToken);
        });

    private static async Task<int> GuardAsync(TextWriter error, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (ConfigurationException mistaken)
        {
            return Failure.Report(mistaken.Mistakes, error);
        }
        catch (InvalidDataException unreadable)
        {
            return Failure.Report([JsonMistake(unreadable)], error);
        }
        catch (UnauthorizedAccessException unreadable)
        {
            return Failure.Report([$"{unreadable.Message.TrimEnd('.')}: let the exporter's user read it."], error);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            return Failure.Report([$"{failure.Message.TrimEnd('.')}: stop what listens there, or listen elsewhere with --urls."], error);
        }
        catch (SocketException failure)
        {
            return Failure.Report([$"it cannot listen: {failure.Message}: listen elsewhere with --urls."], error);
        }
    }

    private static string JsonMistake(InvalidDataException unreadable)
    {
        for (var cause = unreadable.InnerException; cause is not null; cause = cause.InnerException)
            if (cause is JsonException { LineNumber: { } line })
                return $"{unreadable.Message.TrimEnd('.')}: it is not valid JSON; look at line {line + 1}.";
        return $"{unreadable.Message.TrimEnd('.')}: check that it is JSON with each key once, and that the exporter's user may read it.";
    }
}
