using System.Diagnostics;
using System.Text.RegularExpressions;
using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Packaging;

/// <summary>Whether the unit leaves the binary what it needs: systemd does not run here, but every system call can be looked at.</summary>
public sealed partial class SystemCallsTests(NativeBinary binary, PostgresFixture postgres) : IClassFixture<NativeBinary>, IDisposable
{
    // Tried at the start and done without: what memory it would like best, and how many files it may open.
    private static readonly string[] DoneWithout = ["mbind", "set_mempolicy", "sched_setaffinity", "setrlimit", "setpriority"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calls-");

    [Fact]
    public async Task Binary_AtWork_CallsOnlyWhatTheUnitAllows()
    {
        await Tool.Strace.NeedAsync();
        var trace = Path.Combine(_folder.FullName, "trace");
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, new(Users: 20, Days: 5, Rows: 2000), TimeProvider.System.GetUtcNow());
        using var process = Process.Start(new ProcessStartInfo(
            "strace", ["-f", "-qq", "-o", trace, binary.Path, "--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database.Url])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        })!;
        await using (var running = await RunningBinary.ListeningAsync(process, () => RunningBinary.OnlyChild(process.Id)))
        {
            await running.ReadyAsync();
            foreach (var path in new[] { "/metrics", "/metrics/process", "/", "/openapi/v1.json" }) await running.GetAsync(path);
            (await running.StopAsync()).ShouldBe(0);
        }

        var calls = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        var used = calls.Select(call => Name().Match(call)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToHashSet();
        used.Count.ShouldBeGreaterThan(30);
        used.Except(await AllowedAsync()).Except(DoneWithout).ShouldBeEmpty();
        // MemoryDenyWriteExecute
        calls.ShouldNotContain(call => call.Contains("PROT_WRITE|PROT_EXEC", StringComparison.Ordinal));
        calls.ShouldNotContain(call => call.Contains("mprotect(", StringComparison.Ordinal) && call.Contains("PROT_EXEC", StringComparison.Ordinal));
        // RestrictAddressFamilies
        calls.Select(call => Socket().Match(call)).Where(match => match.Success).Select(match => match.Groups[1].Value).Distinct()
            .ShouldBeSubsetOf(["AF_INET", "AF_INET6", "AF_UNIX", "AF_UNSPEC"]);
        // ProtectSystem, ProtectHome
        calls.ShouldNotContain(call => call.Contains(" openat(", StringComparison.Ordinal) && call.Contains("O_CREAT", StringComparison.Ordinal)
            && !call.Contains("= -1", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<HashSet<string>> AllowedAsync()
    {
        var lines = (await File.ReadAllLinesAsync(Path.Combine(Golden.RepositoryRoot, "deploy/systemd/coder-exporter.service"), TestContext.Current.CancellationToken))
            .Where(line => line.StartsWith("SystemCallFilter=", StringComparison.Ordinal)).Select(line => line.Split('=')[1]).ToArray();
        lines.Length.ShouldBe(2);
        var allowed = await CallsAsync(lines[0]);
        foreach (var set in lines[1].TrimStart('~').Split(' ')) allowed.ExceptWith(await CallsAsync(set));
        return allowed;
    }

    /// <summary>The system calls of one of systemd's sets, and of those that it is made of.</summary>
    private static async Task<HashSet<string>> CallsAsync(string set)
    {
        var (exitCode, output) = await Tool.SystemdAnalyze.RunAsync("", "syscall-filter", "--no-pager", set);
        exitCode.ShouldBe(0, output);
        HashSet<string> calls = [];
        foreach (var entry in output.Split('\n').Skip(1).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (entry[0] == '@') calls.UnionWith(await CallsAsync(entry));
            else calls.Add(entry);
        }
        return calls;
    }

    [GeneratedRegex(@"^\d+\s+(\w+)\(")]
    private static partial Regex Name();

    [GeneratedRegex(@"socket\((AF_\w+)")]
    private static partial Regex Socket();
}
