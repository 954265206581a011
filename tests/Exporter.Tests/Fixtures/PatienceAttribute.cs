using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: Exporter.Tests.Fixtures.Patience]

namespace Exporter.Tests.Fixtures;

/// <summary>
/// Every test has this long. A test that waits for what never comes is told to stop, and fails by its name; one that does not listen ends the run,
/// by its name too: better than a run that never ends.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class PatienceAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8), Grace = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<IXunitTest, ITimer[]> _timers = new();

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _timers[test] =
        [
            TimeProvider.System.CreateTimer(_ => context.CancelCurrentTest(), null, Patience, Timeout.InfiniteTimeSpan),
            TimeProvider.System.CreateTimer(_ => End(test), null, Patience + Grace, Timeout.InfiniteTimeSpan),
        ];
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_timers.TryRemove(test, out var timers)) foreach (var timer in timers) timer.Dispose();
    }

    private static void End(IXunitTest test)
    {
        Console.Error.WriteLine($"{test.TestDisplayName} has run for {Patience + Grace} and does not stop.");
        Environment.Exit(1);
    }
}
