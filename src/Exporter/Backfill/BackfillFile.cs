using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Metrics;
using Exporter.Templates;
using NodaTime;

namespace Exporter.Backfill;

/// <summary>
/// Writes what <c>/metrics</c> would have said of active users, had it been scraped: the same names and labels, and at each instant the value of that
/// instant. So whatever is scraped from then on continues it.
/// </summary>
internal sealed class BackfillFile(PastActivity past, BackfillQuestion question, TextWriter output)
{
    private readonly OpenMetricsText _text = new(output);

    /// <summary>Answers how many series and samples it wrote.</summary>
    public (int Series, long Samples) Write()
    {
        foreach (var metric in ActivityMetrics.ActiveUsers) WriteFamily(metric.Deployment, metric.Window, [null], question.Timezones);
        Template?[] used = [.. past.Templates.Where(template => past.History.Knows(template.Id))];
        foreach (var metric in ActivityMetrics.ActiveUsers) WriteFamily(metric.PerTemplate, metric.Window, used, question.TemplateTimezones);
        _text.End();
        return (_text.Series, _text.Samples);
    }

    private void WriteFamily(Metric metric, ActivityWindow window, Template?[] templates, ImmutableArray<Timezone> timezones)
    {
        if (templates.Length == 0 || timezones.IsEmpty) return;
        _text.BeginFamily(metric);
        foreach (var template in templates)
        {
            foreach (var timezone in timezones)
            {
                _text.BeginSeries(metric, metric.Labels.Zip(ActivityMetrics.Labels(template, timezone)).Concat(question.Labels));
                WriteSeries(window, timezone, template?.Id);
            }
        }
    }

    private void WriteSeries(ActivityWindow window, Timezone timezone, Guid? template)
    {
        var series = new BackfillSeries(past.History, window, timezone, template);
        var end = question.End(timezone);
        for (var day = FirstDay(timezone, template); LocalDays.Day(timezone, day).From <= end; day = day.PlusDays(1))
        {
            if (window.On(timezone, day).Start < past.LoadedFrom) continue; // as on the page: absent rather than too few
            foreach (var (at, users) in series.On(day, BackfillInstants.Of(LocalDays.Day(timezone, day), question.Every, end)))
                _text.Sample(users, at.ToUnixTimeSeconds());
        }
    }

    /// <summary>The day of the first activity, or the first that was asked for.</summary>
    private LocalDate FirstDay(Timezone timezone, Guid? template)
    {
        var activity = past.History.FirstDay(template) ?? QuarterRange.DayOf(QuarterRange.QuarterOf(question.Until));
        var first = LocalDays.Today(timezone, QuarterRange.UtcDay(activity).From);
        return question.From is { } from && from > first ? from : first;
    }
}
