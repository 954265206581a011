using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

/// <summary>The root of a Debian 12 on which nothing was installed besides what the package depends on. Made once for the tests of a class.</summary>
public sealed class CleanRoot : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clean-root-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "root");

    /// <summary>Of the packages' folder.</summary>
    public string Packages => _folder.FullName;

    public async ValueTask InitializeAsync()
    {
        await Tool.Mmdebstrap.NeedAsync();
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can make the root of another system.");
        await Shell.DoAsync($"""
            chmod 755 {_folder.FullName}
            mmdebstrap --quiet --mode=root --variant=essential --include=adduser,libssl3 --dpkgopt=force-unsafe-io \
              --dpkgopt=path-exclude=/usr/share/locale/* --dpkgopt=path-exclude=/usr/share/zoneinfo/* bookworm {Path}
            """);
    }

    /// <summary>Runs a script inside.</summary>
    public Task<string> DoAsync(string script) =>
        Shell.DoAsync("chroot \"$ROOT\" sh -euc \"$SCRIPT\"", environment: [("ROOT", Path), ("SCRIPT", script)]);

    /// <summary>Every path, every user and every group; not what dpkg and logs remember.</summary>
    public async Task<string[]> ContentsAsync() => (await DoAsync("""
        find / -xdev -path /proc -prune -o -path /run -prune -o -path /var/lib/dpkg -prune -o -path /var/log -prune -o -path /var/cache -prune -o -path '/etc/*-' -prune -o -print | sort
        sort /etc/passwd /etc/group
        """)).Split('\n');

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync($"rm -rf {_folder.FullName}");
    }
}
