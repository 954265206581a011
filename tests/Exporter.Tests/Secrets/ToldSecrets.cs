using System.Diagnostics;
using System.Net;
using System.Text;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Deployment;
using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Secrets;

/// <summary>All that the exporter says, to anybody and anywhere, while it is run with given settings.</summary>
internal sealed class ToldSecrets
{
    private static readonly string[] Pages = ["/", "/metrics", "/metrics/process", "/readyz", "/healthz", "/api/v2/deployment/stats", "/api/v2/insights/daus", "/openapi/v1.json"];

    private readonly StringBuilder _told = new();

    public static async Task<string> ByAsync(string[] settings)
    {
        var told = new ToldSecrets();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = told.Note,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        var check = await CliRun.OfAsync(["check", .. settings]);
        told.Note(check.Output + check.Errors);
        try
        {
            await told.RunAsync(settings);
        }
        catch (ConfigurationException mistaken)
        {
            told.Note(mistaken.ToString());
        }
        lock (told._told) return told._told.ToString(); // other tests' activities are noted meanwhile
    }

    private async Task RunAsync(string[] settings)
    {
        await using var exporter = await TestExporter.StartTalkativeAsync(new(FixedDeployment.Now), settings);
        Note(exporter.Get<DatabaseOptions>().ToString());
        await TryAsync(exporter.RefreshOnceAsync<ActivitySnapshot>);
        await TryAsync(exporter.RefreshOnceAsync<BuildTimesSnapshot>);
        await TryAsync(exporter.RefreshOnceAsync<DeploymentSnapshot>);
        foreach (var page in Pages)
        {
            using var response = await exporter.Http.GetAsync(page, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
            Note(response + await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        foreach (var record in exporter.Logs.GetSnapshot())
            Note($"{record.Message} {record.Exception} {string.Join(' ', record.StructuredState ?? [])} {string.Join(' ', record.Scopes)}");
    }

    private async Task TryAsync(Func<ValueTask<bool>> refresh)
    {
        try
        {
            await refresh();
        }
        catch (Exception failure)
        {
            for (var cause = failure; cause is not null; cause = cause.InnerException)
                Note($"{cause} {string.Join(' ', cause.Data.Keys.Cast<object>().Select(key => $"{key}={cause.Data[key]}"))}");
        }
    }

    private void Note(System.Diagnostics.Activity activity) => Note(
        $"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))} {activity.StatusDescription}");

    private void Note(string text)
    {
        lock (_told) _told.AppendLine(text);
    }
}
