using CsCheck;
using Exporter.Activity;

namespace Exporter.Tests.Activity;

/// <summary>The history of activity, asked in every way, against a plain set of marks.</summary>
public sealed class ActivityHistoryTests
{
    private static readonly Gen<NaiveActivity.Mark[]> AnyMarks = NaiveActivity.AnyMark.Array[0, 60];
    private static readonly Gen<NaiveActivity.Mark[][]> AnyBatches = AnyMarks.Array[0, 5];

    [Fact]
    public void EveryAnswer_OfRandomMerges_IsThatOfANaiveSet() =>
        Gen.Select(AnyBatches, NaiveActivity.AnyRange.Array[1, 12]).Sample((batches, ranges) =>
        {
            var history = Merged(batches);
            var naive = new NaiveActivity(batches.SelectMany(batch => batch));

            history.Days.ShouldBe(naive.Days);
            foreach (var template in NaiveActivity.Templates.Cast<Guid?>().Append(null))
            {
                int[] expected = [.. ranges.Select(range => naive.CountUsers(range, template))];
                ranges.Select(range => history.CountUsers(range, template)).ShouldBe(expected);
                history.CountUsers(ranges, template).ShouldBe(expected);
            }
            foreach (var template in NaiveActivity.Templates)
            {
                history.CountUsersEver(template).ShouldBe(naive.CountUsersEver(template));
                history.Knows(template).ShouldBe(naive.CountUsersEver(template) > 0);
            }
        });

    /// <summary>As 25 zones ask for their months: ranges that have most of their days in common.</summary>
    [Fact]
    public void CountUsers_OfRangesThatShareDays_IsThatOfEach() =>
        Gen.Select(AnyBatches, Gen.Int[-60, 60].Array[1, 25], Gen.Int[0, 5]).Sample((batches, offsets, days) =>
        {
            var history = Merged(batches);
            QuarterRange[] ranges = [.. offsets.Select(offset =>
                new QuarterRange(offset - QuarterHours.PerDay, offset + days * QuarterHours.PerDay))];

            history.CountUsers(ranges).ShouldBe(ranges.Select(range => history.CountUsers(range)));
        });

    [Fact]
    public void Merge_InAnotherOrderRepeatedAndInOtherParts_IsTheSameHistory() =>
        Gen.Select(AnyBatches, Gen.Int[0, 1000]).Sample((batches, seed) =>
        {
            var random = new Random(seed);
            var marks = batches.SelectMany(batch => batch).ToArray();
            var again = marks.Concat(marks).ToArray();
            random.Shuffle(again);

            var other = again.Chunk(random.Next(1, 40)).Aggregate(ActivityHistory.Start(), (history, part) =>
                // One row for each mark here, where the database would answer one for each user and day.
                history.Merge(random.Next(2) == 0 ? NaiveActivity.Rows(part) : part.SelectMany(mark => NaiveActivity.Rows([mark]))));

            var history = Merged(batches);
            NaiveActivity.Answers(other).ShouldBe(NaiveActivity.Answers(history));
            other.Newest.ShouldBe(history.Newest);
        }, iter: 30);

    [Fact]
    public void Merge_OfWhatIsKnown_AnswersTheSameHistory() => AnyBatches.Sample(batches =>
    {
        var history = Merged(batches);
        foreach (var batch in batches) history.Merge(NaiveActivity.Rows(batch)).ShouldBeSameAs(history);
    });

    [Fact]
    public void Merge_LeavesEveryEarlierHistoryAsItWas() => AnyBatches.Sample(batches =>
    {
        List<(ActivityHistory History, IReadOnlyList<int> Answers)> earlier = [];
        var history = ActivityHistory.Start();
        foreach (var batch in batches)
        {
            earlier.Add((history, NaiveActivity.Answers(history)));
            history = history.Merge(NaiveActivity.Rows(batch));
            _ = history.Without(1);
        }
        foreach (var (old, answers) in earlier) NaiveActivity.Answers(old).ShouldBe(answers);
    }, iter: 30);

    [Fact]
    public async Task Merge_WhileOthersRead_DoesNotDisturbThem()
    {
        var batches = Enumerable.Range(0, 50).Select(seed => Rows(new Random(seed))).ToArray();
        var shared = batches.Take(10).Aggregate(ActivityHistory.Start(), (history, batch) => history.Merge(batch));
        var expected = NaiveActivity.Answers(shared);

        var merging = Task.Run(
            () => batches.Aggregate(shared, (history, batch) => history.Merge(batch)), TestContext.Current.CancellationToken);
        do NaiveActivity.Answers(shared).ShouldBe(expected);
        while (!merging.IsCompleted);
        await merging;

        static IEnumerable<ActivityRow> Rows(Random random) => [.. Enumerable.Range(0, 400).Select(_ => new ActivityRow(
            random.NextInt64(NaiveActivity.FirstDay * 2, (NaiveActivity.LastDay + 1) * 2), NaiveActivity.Templates[random.Next(3)], Guid.NewGuid(),
            random.NextInt64(1L << ActivityRow.QuartersPerHalf), DateTime.UnixEpoch))];
    }

    [Fact]
    public void Without_ADay_ForgetsWhatIsBeforeIt() =>
        Gen.Select(AnyBatches, Gen.Long[NaiveActivity.FirstDay - 1, NaiveActivity.LastDay + 1], NaiveActivity.AnyRange).Sample((batches, day, range) =>
        {
            var history = Merged(batches).Without(day);
            var naive = new NaiveActivity(batches.SelectMany(batch => batch)).Without(day);

            history.Days.ShouldBe(naive.Days);
            history.CountUsers(range).ShouldBe(naive.CountUsers(range, template: null));
            foreach (var template in NaiveActivity.Templates) history.CountUsersEver(template).ShouldBe(naive.CountUsersEver(template));
        });

    [Fact]
    public void Newest_OfAnyMerges_IsTheNewestOfAll()
    {
        ActivityHistory.Start().Newest.ShouldBeNull();
        AnyBatches.Where(batches => batches.Any(batch => batch.Length > 0)).Sample(batches =>
            Merged(batches).Newest.ShouldBe(QuarterRange.InstantOf(batches.SelectMany(batch => batch).Max(mark => mark.Quarter))));
    }

    [Fact]
    public void CountUsers_OfNothing_IsZero()
    {
        var history = ActivityHistory.Start();
        history.CountUsers(QuarterRange.UtcDay(0)).ShouldBe(0);
        history.CountUsers([QuarterRange.UtcDay(0), QuarterRange.UtcDay(1)], Guid.NewGuid()).ShouldBe([0, 0]);
        history.CountUsers([]).ShouldBeEmpty();
        history.Without(7).ShouldBeSameAs(history);
        history.Merge([]).ShouldBeSameAs(history);
    }

    private static ActivityHistory Merged(IEnumerable<IEnumerable<NaiveActivity.Mark>> batches) =>
        batches.Aggregate(ActivityHistory.Start(), (history, batch) => history.Merge(NaiveActivity.Rows(batch)));
}
