using System.CommandLine;
using System.Globalization;
using Exporter.Activity;
using Exporter.Backfill;
using Exporter.Configuration;
using Exporter.Database;
using NodaTime;

namespace Exporter.Cli;

/// <summary>The verb <c>history</c>: reads the history as the exporter would, and writes it for Prometheus to import.</summary>
internal sealed class HistoryExport(IConfiguration configuration, ParseResult arguments, TimeProvider time, TextWriter output, TextWriter error)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var (options, question) = Read(now);
        var activity = options.Activity with { HorizonDays = question.HorizonDays(options.Activity.HorizonDays) };
        PastActivity past;
        try
        {
            past = await PastActivity.ReadAsync(options.Database, activity, now, time, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            return Failure.Report([$"{options.Database.Target}: {DatabaseFailure.Describe(failure)}"], error);
        }
        if (past.History.FirstDay() is null)
            return Failure.Report(["nobody was active in the history that was read: there is nothing to write. Give an earlier --from."], error);
        return Write(past, question, options.Activity);
    }

    /// <summary>The settings and the arguments, with the mistakes of both told at once.</summary>
    private (ExporterOptions Options, BackfillQuestion Question) Read(Instant now)
    {
        ExporterOptions? options = null;
        List<string> mistakes = [];
        try
        {
            options = ExporterOptions.Read(configuration);
        }
        catch (ConfigurationException mistaken)
        {
            mistakes.AddRange(mistaken.Mistakes);
        }
        var reading = new HistoryArguments(arguments, now);
        var question = reading.Read(options?.Activity);
        mistakes.AddRange(reading.Mistakes);
        return options is not null && mistakes.Count == 0 ? (options, question) : throw new ConfigurationException([.. mistakes]);
    }

    private int Write(PastActivity past, BackfillQuestion question, ActivityOptions configured)
    {
        try
        {
            var (series, samples) = new BackfillFile(past, question, output).Write();
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples} samples of {series} series are written."));
            foreach (var note in Notes(question, configured)) error.WriteLine($"note: {note}");
            return 0;
        }
        catch (IOException failure) when (failure.HResult == StandardOutput.NoSpace)
        {
            return Failure.Report(["there is no room for what is written: write it elsewhere, or give a longer --every or fewer zones."], error);
        }
    }

    /// <summary>What would end with the import, because nothing goes on to record it.</summary>
    private static IEnumerable<string> Notes(BackfillQuestion question, ActivityOptions configured)
    {
        var missing = question.Timezones.Except(Timezone.WholeHours).Except(configured.Timezones);
        if (Names(missing) is { Length: > 0 } names)
            yield return $"/metrics does not have {names}, so these series end here; add what is missing to Activity:Timezones.";
        if (Names(question.TemplateTimezones.Except(configured.TemplateTimezones)) is { Length: > 0 } templates)
            yield return $"/metrics does not have {templates} per template, so these series end here; " +
                "add what is missing to Activity:TemplateTimezones.";
    }

    private static string Names(IEnumerable<Timezone> timezones) => string.Join(", ", timezones.Select(timezone => timezone.Label));
}
