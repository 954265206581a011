using System.ComponentModel;
using System.Diagnostics;

namespace Exporter.Tests.Fixtures;

/// <summary>A program that a test asks for a second opinion. Where it is missing the test is skipped, but in CI it fails.</summary>
internal sealed record Tool(string Program, string Package, string[] Probe)
{
    public static readonly Tool Promtool = new("promtool", "prometheus", ["--version"]);

    public static readonly Tool Prometheus = new("prometheus", "prometheus", ["--version"]);

    public static readonly Tool Chromium = new("chromium", "chromium", ["--version"]);

    public static readonly Tool Alertmanager = new("prometheus-alertmanager", "prometheus-alertmanager", ["--version"]);

    public static readonly Tool Amtool = new("amtool", "prometheus-alertmanager", ["--version"]);

    public static readonly Tool PrometheusClient =
        new("/usr/bin/python3", "python3-prometheus-client", ["-c", "import prometheus_client.openmetrics.parser"]);

    public static readonly Tool Helm = new("helm", "helm", ["version"]);

    public static readonly Tool SystemdAnalyze = new("systemd-analyze", "systemd", ["--version"]);

    public static readonly Tool Lintian = new("lintian", "lintian", ["--version"]);

    /// <summary>Makes the root of a fresh Debian; nobody but root may.</summary>
    public static readonly Tool Mmdebstrap = new("mmdebstrap", "mmdebstrap", ["--version"]);

    public static readonly Tool Bubblewrap = new("bwrap", "bubblewrap", ["--ro-bind", "/", "/", "true"]);

    public static readonly Tool Zsh = new("zsh", "zsh", ["--version"]);

    public static readonly Tool BashCompletion = new("test", "bash-completion", ["-e", "/usr/share/bash-completion/bash_completion"]);

    public static readonly Tool Mandoc = new("mandoc", "mandoc", ["-T", "ascii", "/dev/null"]);

    public static readonly Tool Strace = new("strace", "strace", ["-o", "/dev/null", "true"]);

    public static readonly Tool Jq = new("jq", "jq", ["--version"]);

    /// <summary>Skips the test where the program is missing; fails it in CI.</summary>
    public Task NeedAsync() => RunAsync("", Probe);

    /// <summary>Runs the program with <paramref name="input"/> to read, and answers how it ended and all that it wrote.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string input, params string[] arguments)
    {
        if ((await TryRunAsync("", Probe)).ExitCode != 0)
        {
            var reason = $"{Program} is missing or incomplete; it comes with the package {Package}.";
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true" or "1", reason);
            Assert.Fail(reason);
        }
        return await TryRunAsync(input, arguments);
    }

    private async Task<(int ExitCode, string Output)> TryRunAsync(string input, string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
