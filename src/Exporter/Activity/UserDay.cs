namespace Exporter.Activity;

/// <summary>When one user, by number, was active on one UTC day.</summary>
internal readonly record struct UserDay(int User, QuarterHours Active);
