using System.Globalization;
using System.Net;
using Exporter;
using Microsoft.Extensions.Hosting;
using Simulation;

namespace Demo;

/// <summary>A simulated deployment that lives, on a PostgreSQL of its own, and the exporter on it; until it is told to stop.</summary>
internal static class DemoDeployment
{
    public static async Task RunAsync(DemoOptions options, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync("Starting a private PostgreSQL ...");
        await using var share = options.Shared is { } file ? new SharedPassword(file) : null;
        await using var server = await PostgresServer.StartAsync(share?.Server, cancellation);
        await using var database = await server.CreateDatabaseAsync(Era.E2, "coder", cancellation);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Filling it with {options.Shape.Users} users, {options.Shape.Templates} templates and {options.Shape.Days} days of history ..."));
        var deployment = await SimulatedDeployment.FillAsync(
            database, options.Shape, time.GetUtcNow(), new FillReport(output, time), cancellation);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var living = deployment.LiveAsync(time, ct: stop.Token);
        if (share is not null) await share.WriteAsync(server.ExporterPassword, cancellation);
        await output.WriteLineAsync(share is null
            ? $"The deployment lives. Its database: {database.Url}"
            : $"The deployment lives. Its database listens on port {server.Port}; the password is in {options.Shared}.");
        var serving = options.Database
            ? Task.Delay(Timeout.InfiniteTimeSpan, time, stop.Token)
            : ServeAsync(options, database.Url, time, output, stop.Token);
        try
        {
            await await Task.WhenAny(living, serving); // whichever ends first says why
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(living, serving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await output.WriteLineAsync("Stopping PostgreSQL and removing its data ...");
        }
    }

    private static async Task ServeAsync(DemoOptions options, string database, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        await using var exporter = ExporterHost.Build(["--urls", options.Urls, "--CODER_PG_CONNECTION_URL", database]);
        await exporter.StartAsync(cancellation);
        var address = exporter.Urls.First();
        await using var prometheus = options.Prometheus is { } listen && DemoPrometheus.IsInstalled
            ? await DemoPrometheus.StartAsync(listen, new(address), database, time, output, cancellation)
            : null;
        await output.WriteLineAsync($"""

            The exporter runs:
              {address}/                          what there is
              {address}/metrics                   for Prometheus
              {address}/api/v2/insights/daus      daily active users
              {address}/api/v2/deployment/stats   workspaces, sessions, latency
            {(prometheus is null ? "No Prometheus: it is switched off, not installed, or did not start." : Graph(options.Prometheus!))}
            Ctrl-C ends it and leaves nothing behind.

            """);
        await exporter.WaitForShutdownAsync(cancellation);
    }

    /// <summary>Two months of daily active users.</summary>
    private static string Graph(IPEndPoint prometheus)
    {
        var query = Uri.EscapeDataString("last_over_time(coder_daily_active_users_yesterday{timezone=\"UTC\"}[1h])");
        return $"Prometheus scrapes it, and knows its past:\n  http://{prometheus}/graph?g0.expr={query}&g0.tab=0&g0.range_input=8w";
    }
}
