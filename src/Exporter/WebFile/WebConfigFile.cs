using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Exporter.Web.Access;

namespace Exporter.WebFile;

/// <summary>
/// The file of <c>--web.config.file</c>, in the format that Prometheus' exporters share, and <c>bearer_token_file</c>. Read once; whoever wants to
/// know it anew reads it again.
/// </summary>
internal sealed class WebConfigFile
{
    /// <summary>What of the format cannot be had, and why.</summary>
    private static readonly ImmutableArray<(string Key, string Why)> Refused =
    [
        ("rate_limit", "is not supported: scrapes at once are limited by Web:MaxScrapes, failed logins by Web:FailedLogins; remove it."),
    ];

    private readonly ReadFiles _files = new();
    private readonly List<string> _mistakes = [];

    private WebConfigFile(string path)
    {
        Path = path;
        if (!_files.TryRead(path, "the web configuration", out var text, out var error) || !YamlText.TryParse(text, out var root, out error))
        {
            _mistakes.Add(error);
            return;
        }
        Config = ReadAll(new("", root, _mistakes));
    }

    public string Path { get; }

    public WebConfig? Config { get; }

    /// <summary>All that is wrong, each in words that go on after the file's name; empty if <see cref="Config"/> can be used.</summary>
    public IReadOnlyList<string> Mistakes => _mistakes;

    [MemberNotNullWhen(true, nameof(Config))]
    public bool Usable => _mistakes.Count == 0;

    /// <summary>True if it, or a file that it names, is not as it was read.</summary>
    public bool Changed => _files.Changed;

    public static WebConfigFile Read(string path) => new(path.Contains('\0', StringComparison.Ordinal) ? path : System.IO.Path.GetFullPath(path));

    private WebConfig ReadAll(YamlSection root)
    {
        var http = root.Section("http_server_config");
        var http2 = http?.Flag("http2", true) ?? true;
        var headers = http is null ? [] : HeaderSection.Read(http);
        http?.Finish();
        var tls = root.Section("tls_server_config") is { } section ? new TlsSection(section, Named).Read(http2) : null;
        var credentials = new Credentials(
            Users(root),
            Named(root, "bearer_token_file", "the bearer token") is { } tokens ? TokenFile.Read(root, tokens) : []);
        foreach (var (key, why) in Refused.Where(refused => root.Has(refused.Key))) root.Mistake(key, why);
        root.Finish();
        if (root.Names.IsEmpty) _mistakes.Add("is empty; write tls_server_config, basic_auth_users or bearer_token_file into it.");
        return new(tls, headers, credentials);
    }

    private static ImmutableArray<User> Users(YamlSection root)
    {
        if (root.Section("basic_auth_users") is not { } section) return [];
        if (section.Names.IsEmpty) root.Mistake("basic_auth_users", "names nobody; write NAME: HASH below it, or remove it.");
        return UserSection.Read(section);
    }

    /// <summary>What is in the file that the key names, as seen from the folder of this one.</summary>
    private string? Named(YamlSection section, string key, string holds)
    {
        if (section.Text(key) is not { } name) return null;
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, name);
        if (_files.TryRead(path, holds, out var text, out var error)) return text;
        section.Mistake(key, error);
        return null;
    }
}
