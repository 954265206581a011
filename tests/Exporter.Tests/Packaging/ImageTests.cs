using System.Diagnostics;
using System.Globalization;
using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Packaging;

/// <summary>The image, run as it is in production: by a user without rights, on a root that nobody can write to.</summary>
public sealed class ImageTests(NativeBinary binary, PostgresFixture postgres) : IClassFixture<NativeBinary>, IAsyncLifetime
{
    private const long MostBytes = 40_000_000;
    private const int User = 1654; // APP_UID of Microsoft's images

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5); // usually a tenth of a second

    private readonly ImageRoot _root = new(binary);

    public ValueTask InitializeAsync() => _root.InitializeAsync();

    [Fact]
    public void Image_WithItsBase_IsSmall() => _root.Bytes().ShouldBeLessThan(MostBytes);

    [Fact]
    public async Task Image_WithoutRightsAndTimeZones_DoesTheJob()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, new(Users: 20, Days: 40, Rows: 5000), TimeProvider.System.GetUtcNow());
        var url = $"http://127.0.0.1:{RunningPrometheus.FreePort().ToString(CultureInfo.InvariantCulture)}";
        using var process = Start("--urls", url, "--CODER_PG_CONNECTION_URL", database.Url, "--Activity:Timezones=Asia/Kathmandu");
        await using var running = await RunningBinary.ListeningAsync(process, () => RunningBinary.OnlyChild(process.Id));
        await running.ReadyAsync();

        (await running.MetricsAsync(page => page.Contains("coder_activity_history_complete{} 1", StringComparison.Ordinal)))
            .ShouldContain("coder_daily_active_users{timezone=\"Asia/Kathmandu\"}");
        (await running.GetAsync("/api/activity?timezone=America/St_Johns")).ShouldContain("\"timezone\":\"America/St_Johns\"");
        var status = await File.ReadAllTextAsync($"/proc/{running.Id}/status", TestContext.Current.CancellationToken);
        foreach (var line in new[] { $"Uid:\t{User}\t{User}\t{User}\t{User}", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1" })
            status.ShouldContain(line);

        using var health = Start("health", "--urls", url);
        await health.WaitForExitAsync(TestContext.Current.CancellationToken);
        health.ExitCode.ShouldBe(0);

        var start = TimeProvider.System.GetTimestamp();
        (await running.StopAsync()).ShouldBe(0);
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Grace);
    }

    [Fact]
    public void Dockerfile_LastStage_OnlyTakesTheBinaryAndGivesAwayItsRights()
    {
        var lines = File.ReadAllLines(Path.Combine(Golden.RepositoryRoot, "Dockerfile"));
        var last = lines.Skip(Array.FindLastIndex(lines, line => line.StartsWith("FROM ", StringComparison.Ordinal))).ToArray();
        last[0].ShouldContain("-chiseled");
        last.ShouldNotContain(line => line.StartsWith("RUN ", StringComparison.Ordinal), "there is no shell");
        last.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldEndWith(" /usr/local/bin/coder-exporter");
        last.ShouldContain("USER $APP_UID");
        last.ShouldContain("ENTRYPOINT [\"/usr/local/bin/coder-exporter\"]");
        last.ShouldContain(line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("CMD [\"/usr/local/bin/coder-exporter\", \"health\"]", StringComparison.Ordinal));
        foreach (var label in new[] { "title", "description", "licenses", "source", "version", "revision", "base.name" })
            last.ShouldContain(line => line.Contains($"org.opencontainers.image.{label}=", StringComparison.Ordinal));
    }

    public ValueTask DisposeAsync() => _root.DisposeAsync();

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("setpriv",
    [
        $"--reuid={User}", $"--regid={User}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all",
        "bwrap", "--unshare-user", "--unshare-ipc", "--unshare-uts", "--ro-bind", _root.Path, "/", "--proc", "/proc", "--dev", "/dev", "--clearenv", "--chdir", "/home/app",
        "--cap-drop", "ALL", "--", "/usr/local/bin/coder-exporter", .. arguments,
    ])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
