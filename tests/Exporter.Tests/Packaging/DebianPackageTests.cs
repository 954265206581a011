using System.Diagnostics;
using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Packaging;

public sealed class DebianPackageTests(CleanRoot root, NativeBinary binary, PostgresFixture postgres) : IClassFixture<CleanRoot>, IClassFixture<NativeBinary>
{
    /// <summary>A whole life: installed, asked for its manners, run as its own user, scraped, upgraded, removed with all that it had.</summary>
    [Fact]
    public async Task Package_OnACleanRoot_LivesAndLeavesNothing()
    {
        var before = await root.ContentsAsync();

        await InstallAsync("1.0.0");
        (await root.DoAsync("getent passwd coder-exporter")).ShouldEndWith(":/nonexistent:/usr/sbin/nologin\n");
        (await root.DoAsync("stat -c '%U %a' /etc/coder-exporter/coder-exporter.env /usr/bin/coder-exporter")).ShouldBe("root 600\nroot 755\n");
        await root.DoAsync("printf 'hunter2\\n' >/etc/coder-exporter/coder-exporter.env"); // what an operator wrote

        await using (var database = await postgres.NewDatabaseAsync(Era.E2))
        {
            await SimulatedDeployment.FillAsync(database, new(Users: 20, Days: 5, Rows: 2000), TimeProvider.System.GetUtcNow());
            await using var running = await RunningBinary.ListeningAsync(Start("--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database.Url));
            await running.ReadyAsync();
            var status = await File.ReadAllTextAsync($"/proc/{running.Id}/status", TestContext.Current.CancellationToken);
            status.ShouldContain($"\nUid:\t{(await root.DoAsync("id --user coder-exporter")).Trim()}\t");
            (await running.GetAsync("/metrics")).ShouldContain("coder_up{} 1");
            (await running.StopAsync()).ShouldBe(0);
        }

        await InstallAsync("1.0.1~rc.1");
        (await root.DoAsync("dpkg-query --show --showformat '${Version}' coder-exporter")).ShouldBe("1.0.1~rc.1");
        (await root.DoAsync("cat /etc/coder-exporter/coder-exporter.env")).ShouldBe("hunter2\n");

        await root.DoAsync("dpkg --purge coder-exporter 2>&1");
        var after = await root.ContentsAsync();
        after.Except(before).ShouldBeEmpty();
        before.Except(after).ShouldBeEmpty();
    }

    [Fact]
    public async Task Package_OfOneCommit_IsTheSameByteForByte()
    {
        var (first, second) = (await BuildAsync("2.0.0", "a"), await BuildAsync("2.0.0", "b"));
        (await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken))
            .ShouldBe(await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Package_Always_PassesLintian()
    {
        var package = await BuildAsync("3.0.0", "lint");
        var (exitCode, output) = await Tool.Lintian.RunAsync("", "--fail-on", "error,warning", "--tag-display-limit", "0", "--allow-root", package);
        exitCode.ShouldBe(0, output);
    }

    private async Task InstallAsync(string version)
    {
        var package = await BuildAsync(version, "install");
        File.Copy(package, Path.Combine(root.Path, "package.deb"), overwrite: true);
        await root.DoAsync("dpkg --install /package.deb 2>&1; rm /package.deb");
    }

    private async Task<string> BuildAsync(string version, string folder)
    {
        var output = Directory.CreateDirectory(Path.Combine(root.Packages, folder)).FullName;
        // As released but for the compression, which takes its time.
        await Shell.DoAsync($"deploy/debian/build.sh {version.Replace('~', '-')} {binary.Path} {output} amd64", environment:
            [("DEB_COMPRESSION", "-Zgzip -z1"), ("SOURCE_DATE_EPOCH", "1764000000")]);
        return Path.Combine(output, $"coder-exporter_{version}_amd64.deb");
    }

    private Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(
        "chroot", ["--userspec=coder-exporter:coder-exporter", root.Path, "/usr/bin/coder-exporter", .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
