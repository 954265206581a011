namespace Exporter.Activity;

/// <summary>What one entry of an answer about activity covers.</summary>
public enum ActivityInterval
{
    /// <summary>A local day.</summary>
    Day,

    /// <summary>A calendar week, Monday to Sunday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A local day and the 6 before it, for every day.</summary>
    RollingWeek,

    /// <summary>A local day and the 29 before it, for every day.</summary>
    RollingMonth,
}
