namespace Simulation;

/// <summary>
/// A stretch of time in which an owner is connected to a workspace. Connected without an app is possible: a forwarded port, say.
/// </summary>
internal readonly record struct Connection(DateTimeOffset From, DateTimeOffset To, Apps Apps);
