using System.Globalization;

namespace Simulation;

/// <summary>A user: where on earth, when at work, with which apps, how far from the workspaces.</summary>
internal sealed record Person(int Index, Guid Id, string Name, TimeZoneInfo Zone, double StartHour, double Hours, Apps Apps, double Latency)
{
    /// <summary>The one of the family of Visual Studio Code that this person likes best.</summary>
    public string Editor { get; init; } = SessionApps.VsCode;

    public string FullName => string.Create(CultureInfo.InvariantCulture, $"Person {Index + 1}");

    /// <summary>Some accounts are of programs.</summary>
    public bool IsServiceAccount => Index % 30 == 29;

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>When the account was closed, if it was.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Accounts are closed in one of two ways.</summary>
    public bool IsDeletedOnLeaving => Index % 2 == 0;

    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>The instant at which this person's clock shows so many hours on a day; more than 24 is the day after.</summary>
    public DateTimeOffset At(DateOnly day, double hours)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddHours(hours);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
