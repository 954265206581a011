using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Exporter.Cli;
using Exporter.Configuration;

namespace Exporter.Tests.Packaging;

/// <summary>Writes the man page from what the command line and the settings say of themselves.</summary>
internal static partial class ManPage
{
    private const string Beginning = """
        .\" Generated from the command line and the settings in src/Exporter. Run the tests with UPDATE_GOLDEN=1 to write it anew.
        .TH CODER\-EXPORTER 1 "" coder\-exporter "User Commands"
        .SH NAME
        coder\-exporter \- Prometheus and OpenTelemetry exporter for Coder deployments
        .SH SYNOPSIS
        .B coder\-exporter
        .RI [ settings ]

        """;

    private const string Description = """
        .SH DESCRIPTION
        Reads the PostgreSQL database of a Coder deployment, read\-only, and serves daily, weekly and monthly active users, build times per template,
        workspaces by status, sessions, latency and traffic at
        .IR /metrics ,
        a page for people at
        .I /
        and a query API at
        .IR /api .
        Without a verb it runs until it is told to stop.
        .SH OPTIONS
        .TP
        .BR \-h ", " \-\-help
        Show a summary with every setting.
        .TP
        .B \-\-version
        Show the version.
        .TP
        .BI \-\-urls " URLS"
        Where to listen, like
        .IR http://0.0.0.0:2113 .
        Default:
        .IR http://127.0.0.1:2113 .
        .TP
        .BI \-\-web.config.file " FILE"
        TLS and logins, as Prometheus exporters take them; the same as
        .BR \-\-Web:ConfigFile .

        """;

    private const string AboutSettings = """
        .SH SETTINGS
        A setting can be given in
        .I appsettings.json
        in the working folder, in the environment
        .RB ( Activity__Interval=30s )
        or on the command line
        .RB ( \-\-Activity:Interval=30s );
        a later one wins. Whatever is on the command line can be seen by every user of the machine: give secrets in the environment or in a file.

        """;

    private const string Ending = """
        .SH EXIT STATUS
        .TP
        0
        All went well.
        .TP
        2
        Something is to be mended: the command line, a setting, or an address that is taken; for
        .B check
        and
        .BR history ,
        the database; for
        .BR history ,
        also a time without activity or a disk without room; for
        .BR health ,
        an exporter that does not answer or is not well. Standard error says what, one line each.
        .SH FILES
        .TP
        .I /etc/coder\-exporter/coder\-exporter.env
        The environment of the service.
        .TP
        .I /etc/coder\-exporter/appsettings.json
        Settings of the service as JSON, where there is such a file.
        .TP
        .I /etc/credstore/coder\-exporter.password
        The password of the database, where it is kept apart.
        .SH SEE ALSO
        .BR prometheus (1),
        .BR systemd.exec (5)

        """;

    public static string Write()
    {
        var text = new StringBuilder(Beginning);
        foreach (var (verb, arguments, _) in Verbs())
            text.Append(CultureInfo.InvariantCulture, $".br\n.B coder\\-exporter {verb}\n.RI [ {arguments} ]\n");
        text.Append(Description).Append(".SH VERBS\n");
        foreach (var (verb, _, help) in Verbs())
            text.Append(CultureInfo.InvariantCulture, $".TP\n.B {verb}\n{Escape(Sentence(help))}\n");
        text.Append(".SH OPTIONS OF HISTORY\n");
        foreach (var option in HistoryCommand.Options)
            text.Append(CultureInfo.InvariantCulture, $".TP\n.BI {Escape(option.Name)} \" {Escape(option.HelpName!)}\"\n{Escape(option.Description!)}.\n");
        text.Append(AboutSettings);
        foreach (var setting in ExporterOptions.Settings)
        {
            var allowed = setting.Allowed.Length > 0 ? $", {setting.Allowed}" : "";
            text.Append(CultureInfo.InvariantCulture, $".TP\n.B {Escape(setting.Key)}\n{Escape(setting.Help)}\n.br\n{Escape($"{setting.Kind}{allowed}; default: {setting.Default}")}\n");
        }
        return text.Append(Ending).ToString();
    }

    /// <summary>The verbs that the help names, with what follows each and what it does.</summary>
    public static IEnumerable<(string Verb, string Arguments, string Help)> Verbs() => VerbLine().Matches(HelpText.Write())
        .Select(match => (match.Groups[1].Value, match.Groups[2].Value, Space().Replace(match.Groups[3].Value, " ")));

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Escape(string text)
    {
        var escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped[0] is '.' or '\'' ? "\\&" + escaped : escaped;
    }

    [GeneratedRegex(@"(?m)^  coder-exporter (\w+) \[(\w+)\] +(.*(?:\n {20,}.*)*)$")]
    private static partial Regex VerbLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
