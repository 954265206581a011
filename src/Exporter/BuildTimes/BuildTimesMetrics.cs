using System.Collections.Immutable;
using Exporter.Configuration;
using Exporter.Metrics;
using Exporter.Templates;

namespace Exporter.BuildTimes;

/// <summary>What <c>/metrics</c> says about build times.</summary>
internal static class BuildTimesMetrics
{
    private static readonly ImmutableArray<string> Transitions = ["start", "stop", "delete"];

    public static readonly MetricGroup<BuildTimesSnapshot> Group = new("build_times",
    [
        new("coder_template_build_time_seconds",
            "Duration of successful workspace builds that started within BuildTimes:Window, from start to completion: a duration that occurred " +
            "(percentile_disc), absent where no build was. Do not sum or average. From provisioner_jobs.",
            times => Named(times).SelectMany(pair => new[]
            {
                new Sample(pair.Row.P50, [.. TemplateLabels.Of(pair.Template), pair.Row.Transition, "0.5"]),
                new Sample(pair.Row.P95, [.. TemplateLabels.Of(pair.Template), pair.Row.Transition, "0.95"]),
            }))
            { Labels = [.. TemplateLabels.Names, "transition", "percentile"] },
        new("coder_template_build_time_samples",
            "Successful workspace builds that coder_template_build_time_seconds rests on.",
            times => Named(times)
                .Select(pair => new Sample(pair.Row.Samples, [.. TemplateLabels.Of(pair.Template), pair.Row.Transition]))
                .Concat(
                    from template in times.Templates
                    where !template.Deleted
                    from transition in Transitions
                    where times.Of(template.Id, transition) is null
                    select new Sample(0, [.. TemplateLabels.Of(template), transition])))
            { Labels = [.. TemplateLabels.Names, "transition"] },
        new("coder_template_workspace_owners",
            "Distinct owners of workspaces of the template that are not deleted. From workspaces. Do not sum over templates: one user may own several.",
            times => times.Templates
                .Where(template => !template.Deleted || times.Owners.ContainsKey(template.Id))
                .Select(template => new Sample(times.Owners.GetValueOrDefault(template.Id), TemplateLabels.Of(template))))
            { Labels = TemplateLabels.Names },
        new("coder_template_build_duration_seconds",
            "Durations of successful workspace builds that completed since the exporter started, each counted once: for histogram_quantile over any " +
            "range. From start to completion. From provisioner_jobs.",
            times => times.Completed.Join(times.Templates, build => build.TemplateId, template => template.Id, (build, template) =>
                new Sample(build.Seconds, [.. TemplateLabels.Of(template), build.Transition])))
            {
                Labels = [.. TemplateLabels.Names, "transition"],
                Kind = MetricKind.Histogram,
                Buckets = BuildTimesOptions.DefaultBuckets,
                Stability = MetricStability.Experimental, // the buckets may change, or become native
            },
    ]);

    /// <summary>The same with the histogram's buckets as configured.</summary>
    public static MetricGroup<BuildTimesSnapshot> With(ImmutableArray<double> buckets) => Group with
    {
        Rows = [.. Group.Rows.Select(row => row.Kind == MetricKind.Histogram ? row with { Buckets = buckets } : row)],
    };

    private static IEnumerable<(Template Template, BuildTime Row)> Named(BuildTimesSnapshot times) =>
        times.Builds.Join(times.Templates, build => build.TemplateId, template => template.Id, (build, template) => (template, build));
}
