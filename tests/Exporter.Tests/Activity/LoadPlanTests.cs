using CsCheck;
using Exporter.Activity;

namespace Exporter.Tests.Activity;

public sealed class LoadPlanTests
{
    private const long Today = 100;
    private static readonly QuarterRange History = new(QuarterRange.UtcDay(90).Start, QuarterRange.UtcDay(Today + 1).End);

    [Fact]
    public void Need_AHistory_IsReadNewestFirstADayAtATime()
    {
        var plan = new LoadPlan();
        plan.Need(History, Today);

        List<QuarterRange> read = [];
        while (plan.Next is { } chunk)
        {
            plan.Complete.ShouldBeFalse();
            read.Add(chunk.Range);
            plan.Done(chunk);
            plan.LoadedFrom(History.Start).ShouldBe(chunk.Range.Start);
        }

        plan.Complete.ShouldBeTrue();
        read[0].ShouldBe(new(QuarterRange.UtcDay(Today).Start, History.End)); // today, and what clocks that run ahead stamp
        read.Skip(1).ShouldBe(Enumerable.Range(1, 10).Select(ago => QuarterRange.UtcDay(Today - ago)));
    }

    [Fact]
    public void LoadedFrom_NothingRead_IsTheEnd()
    {
        var plan = new LoadPlan();
        plan.LoadedFrom(History.Start).ShouldBe(History.Start);
        plan.Need(History, Today);
        plan.LoadedFrom(History.Start).ShouldBe(History.End);
    }

    [Fact]
    public void Need_AGapInACompleteHistory_IsIncompleteUntilTheGapIsRead()
    {
        var plan = new LoadPlan();
        var gap = History with { Start = QuarterRange.UtcDay(98).Start + 40 };
        plan.Need(gap, Today);

        plan.Complete.ShouldBeFalse();
        List<QuarterRange> read = [];
        for (; plan.Next is { } chunk; plan.Done(chunk)) read.Add(chunk.Range);
        read.ShouldBe([new(QuarterRange.UtcDay(100).Start, gap.End), QuarterRange.UtcDay(99), new(gap.Start, QuarterRange.UtcDay(98).End)]);
        (plan.Complete, plan.LoadedFrom(History.Start)).ShouldBe((true, History.Start));
    }

    [Fact]
    public void Recheck_OfKnownDays_LeavesTheHistoryComplete()
    {
        var plan = new LoadPlan();
        plan.Recheck(99);
        plan.Recheck(98);

        (plan.Complete, plan.LoadedFrom(History.Start)).ShouldBe((true, History.Start));
        plan.Need(History, Today);
        plan.Next.ShouldNotBeNull().Recheck.ShouldBeFalse(); // what is missing goes first
        while (plan.Next is { Recheck: false } chunk) plan.Done(chunk);
        plan.Complete.ShouldBeTrue();
        plan.Next.ShouldNotBeNull().Range.ShouldBe(QuarterRange.UtcDay(99));
    }

    [Fact]
    public void Split_DownToAQuarterHour_ReadsTheNewerHalfFirst()
    {
        var plan = new LoadPlan();
        plan.Need(QuarterRange.UtcDay(Today), Today);
        while (plan.Split(plan.Next!)) plan.Next!.Range.End.ShouldBe(QuarterRange.UtcDay(Today).End);

        (plan.Next!.Range.End - plan.Next.Range.Start).ShouldBe(1);
    }

    /// <summary>Whatever is needed, read, halved and looked at again, in any order: exactly what was read is said to be loaded.</summary>
    [Fact]
    public void AnySteps_ClaimExactlyWhatWasRead() =>
        Gen.Select(Gen.Int[0, 4], Gen.Long[0, 500]).List[1, 60].Sample(steps =>
        {
            var plan = new LoadPlan();
            var today = Today;
            var end = QuarterRange.UtcDay(today + 1).End;
            HashSet<long> missing = [.. Quarters(History)];
            plan.Need(History, today);
            foreach (var (step, number) in steps)
            {
                switch (step)
                {
                    case 0 when number < 50: // a day passes
                        end = QuarterRange.UtcDay(++today + 1).End;
                        plan.Recheck(today - 1);
                        break;
                    case 1 when number < 100: // an outage
                        var gap = new QuarterRange(Math.Max(History.Start, end - number - 97), end);
                        plan.Need(gap, today);
                        missing.UnionWith(Quarters(gap));
                        break;
                    case 2:
                        if (plan.Next is { } large) plan.Split(large);
                        break;
                    default:
                        if (plan.Next is not { } chunk) break;
                        plan.Done(chunk);
                        missing.ExceptWith(Quarters(chunk.Range));
                        break;
                }
                plan.LoadedFrom(History.Start).ShouldBe(missing.Count == 0 ? History.Start : missing.Max() + 1);
                plan.Complete.ShouldBe(missing.Count == 0);
            }

            var before = long.MaxValue;
            for (; plan.Next is { Recheck: false } chunk; plan.Done(chunk))
            {
                chunk.Range.End.ShouldBeLessThanOrEqualTo(before);
                before = chunk.Range.End;
                missing.ExceptWith(Quarters(chunk.Range));
            }
            missing.ShouldBeEmpty();
            plan.Complete.ShouldBeTrue();
            for (; plan.Next is { } chunk; plan.Done(chunk)) chunk.Recheck.ShouldBeTrue();
        });

    private static IEnumerable<long> Quarters(QuarterRange range)
    {
        for (var quarter = range.Start; quarter < range.End; quarter++) yield return quarter;
    }
}
