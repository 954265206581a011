using System.Net;
using System.Net.Sockets;
using System.Text;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Fuzz;
using Simulation;

namespace Exporter.Tests.Secrets;

/// <summary>
/// Every form of a password, at everything that can go wrong: nothing that the exporter says holds it, as it is, encoded, or in base64. Each password
/// has a mark in each of its pieces, so that a piece that got loose is found too.
/// </summary>
public sealed class SecretFuzzTests(PostgresFixture postgres) : IDisposable
{
    private const string Mark = "zQ7x";

    private static readonly string[] Passwords =
        ["zQ7xplain", "zQ7xa@zQ7xb:zQ7xc/zQ7xd?zQ7xe#zQ7xf%zQ7xg", "zQ7xa;zQ7xb='zQ7xc'\"zQ7xd\" zQ7xe\\zQ7xf&zQ7xg", "zQ7xпароль\u202EzQ7x😀"];

    private readonly WebFolder _folder = new();
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);

    public static TheoryData<string> Failures =>
        ["host", "refused", "password", "role", "database", "tls", "option", "parameter", "schema", "silence", "certificate"];

    [Theory, MemberData(nameof(Failures))]
    public async Task Password_WhateverFails_IsNowhere(string failure)
    {
        await using var empty = await postgres.NewDatabaseAsync(Era.E2);
        await empty.ExecuteAsync("drop owned by current_user", TestContext.Current.CancellationToken);
        var role = $"secret_{Guid.NewGuid():N}";
        await postgres.Server.ExecuteAsync($"create role {role} login", ct: TestContext.Current.CancellationToken);
        _silent.Start();
        var place = Place(failure, role, empty.Name);
        var cases = 0;
        foreach (var password in Tried(failure))
        {
            if (failure is "schema") await SetPasswordAsync(role, password); // or it never gets so far
            foreach (var (form, settings) in SecretForms.All.Select(form => (form.Key, form.Value(place, password))))
            {
                var told = await ToldSecrets.ByAsync(["--Database:ConnectTimeout=1s", .. settings]);
                cases++;
                foreach (var (shape, comparison) in Shapes(password))
                    told.Contains(shape, comparison).ShouldBeFalse($"{failure}, {form}: {shape} in\n{Around(told, shape)}");
            }
        }
        FuzzLength.Tell($"Secrets, {failure}", cases);
    }

    public void Dispose()
    {
        _silent.Dispose();
        _folder.Dispose();
    }

    /// <summary>All of them in the long form; else those that are hardest to quote, where a failure is not slow or not about passwords.</summary>
    private static string[] Tried(string failure) => failure switch
    {
        "silence" => Passwords[..1],
        "password" => Passwords,
        _ => FuzzLength.Cases(usual: 0) > 0 ? Passwords : Passwords[1..3],
    };

    private SecretPlace Place(string failure, string role, string empty)
    {
        var port = postgres.Server.Port;
        return failure switch
        {
            "host" => new(_folder, "nowhere.invalid", 5432, "coder", "coder"),
            "refused" => new(_folder, "127.0.0.1", 1, "coder", "coder"),
            "role" => new(_folder, "127.0.0.1", port, "nobody_of_that_name", "postgres"),
            "database" => new(_folder, "127.0.0.1", port, role, "nowhere"),
            "tls" => new(_folder, "127.0.0.1", port, role, "postgres", "sslmode=require"),
            "option" => new(_folder, "127.0.0.1", port, role, "postgres", "options=-c%20nonsense%3Dx"),
            "parameter" => new(_folder, "127.0.0.1", port, role, "postgres", "nonsense=x"),
            "schema" => new(_folder, "127.0.0.1", port, role, empty),
            "silence" => new(_folder, "127.0.0.1", ((IPEndPoint)_silent.LocalEndpoint).Port, role, "postgres"),
            "certificate" => new(_folder, "127.0.0.1", port, role, "postgres", $"sslmode=verify-full&sslrootcert={Uri.EscapeDataString(_folder["client_ca.crt"])}"),
            _ => new(_folder, "127.0.0.1", port, role, "postgres"),
        };
    }

    private Task SetPasswordAsync(string role, string password) => postgres.Server.ExecuteAsync(
        $"alter role {role} password '{password.Replace("'", "''", StringComparison.Ordinal)}'", ct: TestContext.Current.CancellationToken);

    private static IEnumerable<(string Shape, StringComparison Comparison)> Shapes(string password) =>
    [
        (Mark, StringComparison.OrdinalIgnoreCase),
        (string.Concat(Encoding.UTF8.GetBytes(Mark).Select(letter => $"%{letter:x2}")), StringComparison.OrdinalIgnoreCase),
        (string.Concat(Mark.Select(letter => $"\\u{(int)letter:x4}")), StringComparison.OrdinalIgnoreCase),
        (Convert.ToHexString(Encoding.UTF8.GetBytes(Mark)), StringComparison.OrdinalIgnoreCase),
        .. Base64(password).Select(shape => (shape, StringComparison.Ordinal)),
    ];

    /// <summary>The letters of base64 that a text always has, wherever in a longer one it begins.</summary>
    private static IEnumerable<string> Base64(string text) => Enumerable.Range(0, 3).Select(before =>
    {
        var (bytes, whole) = (Encoding.UTF8.GetBytes(text), Convert.ToBase64String([.. new byte[before], .. Encoding.UTF8.GetBytes(text)]));
        return whole[((before * 8 + 5) / 6)..((before + bytes.Length) * 8 / 6)];
    });

    private static string Around(string told, string shape)
    {
        var at = told.IndexOf(shape, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : told[Math.Max(0, at - 300)..Math.Min(told.Length, at + 200)];
    }
}
