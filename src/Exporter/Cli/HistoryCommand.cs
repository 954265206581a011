using System.Collections.Immutable;
using System.CommandLine;

namespace Exporter.Cli;

/// <summary>The verb <c>history</c> and what it can be told.</summary>
internal static class HistoryCommand
{
    public const string Name = "history";

    public static readonly Option<string[]> Timezone = new("--timezone")
    {
        HelpName = "ZONE",
        Description = "A time zone to count in, like Europe/Berlin; can be given several times. Default: UTC and those of the settings",
    };

    public static readonly Option<string> From = new("--from")
    {
        HelpName = "DAY",
        Description = "First local day, like 2026-01-31. Default: the first within Activity:Horizon",
    };

    public static readonly Option<string> To = new("--to")
    {
        HelpName = "DAY|TIME",
        Description = "Last local day, or last instant, like 2026-01-31T12:00:00Z. Default: now",
    };

    public static readonly Option<string> Templates = new("--templates")
    {
        HelpName = "true|false",
        Description = "Whether to write the active users of each template too. Default: true",
    };

    public static readonly Option<string> Every = new("--every")
    {
        HelpName = "DURATION",
        Description = "Time between two samples, 15m to 1d; each day also has one at its beginning and one at its end. Default: 1h",
    };

    public static readonly Option<string[]> Label = new("--label")
    {
        HelpName = "NAME=VALUE",
        Description = "A label to put on every series, as Prometheus puts job and instance; can be given several times. Default: none",
    };

    public static readonly ImmutableArray<Option> Options = [Timezone, From, To, Templates, Every, Label];
}
