namespace Exporter.Tests.Faults;

/// <summary>Something that happens to the exporter's database or to the way there.</summary>
/// <param name="Begin">Makes it happen.</param>
/// <param name="End">Makes it good.</param>
/// <param name="Reason">What the exporter says of it.</param>
/// <param name="Unreachable">The database cannot be used at all; otherwise only some queries fail.</param>
internal sealed record Fault(Func<Task> Begin, Func<Task> End, string Reason, bool Unreachable = true)
{
    public Fault(Action begin, Action end, string reason)
        : this(() => Done(begin), () => Done(end), reason)
    {
    }

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
