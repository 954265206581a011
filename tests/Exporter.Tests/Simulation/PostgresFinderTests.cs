using System.Runtime.Versioning;
using Simulation;

namespace Exporter.Tests.Simulation;

[UnsupportedOSPlatform("windows")]
public sealed class PostgresFinderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("machine").FullName;
    private readonly Dictionary<string, string> _environment = [];

    [Fact]
    public void Find_SeveralInUsualFolders_NewestWins()
    {
        Install("usr/lib/postgresql/9.6/bin", "9.6.24");
        Install("usr/lib/postgresql/16/bin", "16.4 (Debian 16.4-1.pgdg120+1)");
        Install("usr/lib/postgresql/15/bin", "15.8");
        Install("usr/pgsql-14/bin", "14.1");

        var found = Find();

        found.Folder.ShouldBe(InRoot("usr/lib/postgresql/16/bin"));
        found.Version.ShouldBe(new Version(16, 4));
    }

    [Fact]
    public void Find_PathHoldsLinksToSomePrograms_FollowsThem()
    {
        Install("opt/pg/bin", "15.3");
        Install("usr/lib/postgresql/17/bin", "17.0");
        Directory.CreateDirectory(InRoot("usr/bin"));
        File.CreateSymbolicLink(InRoot("usr/bin/initdb"), InRoot("opt/pg/bin/initdb"));
        _environment["PATH"] = InRoot("nowhere") + ":" + InRoot("usr/bin");

        Find().Folder.ShouldBe(InRoot("opt/pg/bin"));
    }

    [Fact]
    public void Find_PgConfigOnPath_GoesWhereItPoints()
    {
        Install("srv/postgres/bin", "18beta1");
        Script("tools/pg_config", $"echo {InRoot("srv/postgres/bin")}");
        _environment["PATH"] = InRoot("tools");

        var found = Find();

        found.Folder.ShouldBe(InRoot("srv/postgres/bin"));
        found.Version.Major.ShouldBe(18);
    }

    [Fact]
    public void Find_PgBin_WinsOverEverything()
    {
        Install("usr/lib/postgresql/17/bin", "17.0");
        Install("own", "13.0");
        _environment["PG_BIN"] = InRoot("own");

        Find().Folder.ShouldBe(InRoot("own"));
    }

    [Fact]
    public void Find_PgBinWithoutServer_SaysSo()
    {
        Install("usr/lib/postgresql/17/bin", "17.0");
        _environment["PG_BIN"] = InRoot("empty");

        Should.Throw<PostgresNotFoundException>(Find).Message.ShouldContain("PG_BIN is " + InRoot("empty"));
    }

    [Fact]
    public void Find_IncompleteOrTooOld_SaysHowToInstall()
    {
        Install("usr/lib/postgresql/12/bin", "12.9");
        Install("usr/lib/postgresql/16/bin", "16.0");
        File.Delete(InRoot("usr/lib/postgresql/16/bin/pg_ctl"));

        Should.Throw<PostgresNotFoundException>(Find).Message.ShouldContain("apt-get install postgresql");
    }

    [Fact]
    public void Find_ThisMachine_HasOne() =>
        PostgresPrograms.Find().Version.Major.ShouldBeGreaterThanOrEqualTo(PostgresPrograms.OldestMajor);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private PostgresPrograms Find() => new PostgresFinder(_root, _environment.GetValueOrDefault).Find();

    private string InRoot(string path) => Path.Combine(_root, path);

    private void Install(string folder, string version)
    {
        foreach (var program in new[] { "initdb", "pg_ctl", "postgres", "psql" })
        {
            Script($"{folder}/{program}", $"echo '{program} (PostgreSQL) {version}'");
        }
    }

    private void Script(string path, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(path))!);
        File.WriteAllText(InRoot(path), $"#!/bin/sh\n{line}\n");
        File.SetUnixFileMode(InRoot(path), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
