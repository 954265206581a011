using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using Exporter.Tests.Otlp.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Otlp;

public sealed class OtlpPushTests(PostgresFixture postgres)
{
    private const string Secret = "s3cr3t";

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Push_OverEitherProtocol_BringsEveryNumberOfThePage(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await PushingExporter.StartAsync(database, protocol == "grpc" ? receiver.Grpc : receiver.Http,
            $"--OTEL_EXPORTER_OTLP_PROTOCOL={protocol}", $"--OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20{Secret},tenant=one");

        exporter.Get<OtlpPush>().Flush().ShouldBeTrue();

        var page = new Page(await exporter.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        var pushed = receiver.Numbers();
        foreach (var series in page.Series.Where(series => !series.StartsWith("target_info", StringComparison.Ordinal)))
        {
            pushed.Remove(OtlpSeries.Sorted(series), out var value).ShouldBeTrue(series);
            value.ShouldBe(page[series]!.Value, series);
        }
        pushed.Keys.ShouldAllBe(series => !series.StartsWith("coder_", StringComparison.Ordinal));
        pushed.Keys.ShouldContain(series => series.StartsWith("dotnet.process.memory.working_set", StringComparison.Ordinal));
        receiver.Received.Select(received => (received.Headers["authorization"], received.Headers["tenant"])).Distinct()
            .ShouldBe([($"Bearer {Secret}", "one")]);
    }

    [Fact]
    public async Task Push_OfEachMetric_DescribesItAsTheCatalogueDoes()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await PushingExporter.StartAsync(
            database, receiver.Grpc, "--OTEL_RESOURCE_ATTRIBUTES=service.instance.id=east-1,deployment.environment=test");

        exporter.Get<OtlpPush>().Flush().ShouldBeTrue();

        var pushed = receiver.Metrics().ToDictionary(metric => metric.Name);
        foreach (var metric in Catalogue.All)
        {
            var found = pushed[metric.Name];
            (found.Description, found.Unit).ShouldBe((metric.Help, metric.Unit));
            found.DataCase.ShouldBe(metric.Kind switch
            {
                MetricKind.Counter => Wire.Metric.DataOneofCase.Sum,
                MetricKind.Histogram => Wire.Metric.DataOneofCase.Histogram,
                _ => Wire.Metric.DataOneofCase.Gauge,
            });
            if (found.Sum is { } sum) (sum.Monotonic, sum.Temporality).ShouldBe((true, Temporality.Cumulative));
        }
        var resource = receiver.Resource();
        resource["service.name"].ShouldBe("coder-exporter");
        resource["service.version"].ShouldBe(BuildInfo.Version);
        resource["service.instance.id"].ShouldBe("east-1");
        (await exporter.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).ShouldNotContain("east-1");
    }

    [Fact]
    public async Task Push_UnderANameOfItsOwn_SaysIt()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await PushingExporter.StartAsync(
            database, receiver.Grpc, "--OTEL_SERVICE_NAME=coder-east", "--OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta");
        exporter.Get<OtlpPush>().Flush().ShouldBeTrue();
        receiver.Resource()["service.name"].ShouldBe("coder-east");
        receiver.Metrics().Where(metric => metric.Sum is not null && metric.Name.StartsWith("coder_", StringComparison.Ordinal))
            .ShouldAllBe(metric => metric.Sum.Temporality == Temporality.Delta);
    }

    [Fact]
    public async Task Push_Refused_IsToldOnceAndSoIsItsEnd()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await PushingExporter.StartAsync(
            database, receiver.Http.Replace("http://", $"http://user:{Secret}@", StringComparison.Ordinal),
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", $"--OTEL_EXPORTER_OTLP_HEADERS=api-key={Secret}");
        var push = exporter.Get<OtlpPush>();
        receiver.Refuses = true;

        push.Flush();
        push.Flush();
        receiver.Refuses = false;
        push.Flush().ShouldBeTrue();

        var address = $"{receiver.Http}/v1/metrics";
        var told = exporter.Logs.GetSnapshot().Where(record => record.Category!.EndsWith(nameof(OtlpPush), StringComparison.Ordinal));
        told.Select(record => (record.Level, record.Message)).ShouldBe(
        [
            (LogLevel.Warning, $"Metrics cannot be pushed to {address}: check the address, the protocol and the headers, " +
                "and what listens there. Trying again every 60 s."),
            (LogLevel.Information, $"Metrics are pushed to {address} again."),
        ]);
        exporter.Logs.GetSnapshot().ShouldAllBe(record => !record.Message.Contains(Secret, StringComparison.Ordinal));
        foreach (var path in new[] { "/", "/metrics", "/metrics/process" })
            (await exporter.Http.GetStringAsync(path, TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Push_NothingSaid_IsOff()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new FakeTimeProvider(FixedDeployment.Now));
        exporter.Get<IEnumerable<OtlpPush>>().ShouldBeEmpty();
    }
}
