using System.Net;
using System.Text;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Exporter.Tests.Fuzz;

/// <summary>Whatever comes over the wire, the exporter answers in its own words and lives on.</summary>
public sealed class HttpFuzzTests(PostgresFixture postgres)
{
    private static readonly string[] OfABug = ["   at ", "Exception", "Something went wrong", "System.", "Microsoft."];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_OfAnyKind_AreAnsweredWithoutAFailure(bool isProtected)
    {
        using var folder = new WebFolder("bearer_token_file: token\nbasic_auth_users:\n  prometheus: " + WebFolder.Hash + "\n");
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.ListenAsync(
            database.Url, new(FixedDeployment.Now), isProtected ? [folder.Setting, "--Web:FailedLogins=10000"] : []);
        await exporter.RefreshAsync();
        var (port, cases) = (exporter.Http.BaseAddress!.Port, FuzzLength.Cases(usual: 3000) / 2);
        await Parallel.ForAsync(0, cases, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancellation }, async (seed, cancellation) =>
        {
            var request = new HttpDice(seed).Next();
            RawHttp answer;
            try
            {
                answer = await RawHttp.SendAsync(port, request, cancellation);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException($"Seed {seed} hangs: {Encoding.Latin1.GetString(request)}");
            }
            Judge(answer, isProtected).ShouldBeNull($"Seed {seed}: {Encoding.Latin1.GetString(request)}\n{answer.Text}");
        });

        exporter.Logs.GetSnapshot().Where(record => record.Level >= LogLevel.Error || record.Exception is not null)
            .Select(record => $"{record.Message} {record.Exception}").ShouldBeEmpty();
        (await exporter.Http.GetAsync("/healthz", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        FuzzLength.Tell(isProtected ? "HTTP, with logins" : "HTTP", cases);
    }

    /// <summary>Null, or what is wrong with the answer.</summary>
    private static string? Judge(RawHttp answer, bool isProtected)
    {
        if (answer.Status is null) return answer.Text.Length == 0 ? null : "is no answer in HTTP";
        if (answer.Status is >= 500 and not 505 and not 501) return "is a failure of the server's";
        if (answer.Status is 400 && answer.Text.Contains("application/problem+json", StringComparison.Ordinal)
            && !answer.Body.Contains("\"field\":", StringComparison.Ordinal)) return "names no field";
        if (isProtected && answer.Status is (200 or 206 or 304) && !IsHealth(answer)) return "lets in somebody without a login";
        if (answer.Status is 200) return null; // a metric may well be named after exceptions
        return OfABug.FirstOrDefault(sign => answer.Text.Contains(sign, StringComparison.Ordinal)) is { } sign ? $"shows '{sign}'" : null;
    }

    private static bool IsHealth(RawHttp answer) => answer.Body is "" or "ok\n" || answer.Body.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || answer.Body.Contains("\"ready\":", StringComparison.Ordinal);
}
