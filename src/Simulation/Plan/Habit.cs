namespace Simulation;

/// <summary>How a workspace is used.</summary>
internal enum Habit
{
    /// <summary>Started for nearly every working day of its owner, stopped afterwards.</summary>
    Daily,

    /// <summary>Used on one working day in four.</summary>
    Occasional,

    /// <summary>Never stopped but for a weekly restart, used on working days.</summary>
    AlwaysOn,

    /// <summary>Never stopped but for a weekly restart, and something is connected at every hour.</summary>
    AroundTheClock,

    /// <summary>Left as it is.</summary>
    Parked,
}
