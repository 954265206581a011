using System.Globalization;
using System.Net.Http.Headers;

namespace Benchmarks.Scrape;

/// <summary>Scrapes a page over and over, on connections that stay open, one scrape after another on each; asks as Prometheus does.</summary>
/// <param name="anew">Never asks in the same words again, so that no server can answer with what it kept of an earlier scrape.</param>
internal sealed class LoadGenerator(Uri page, bool gzip, bool anew) : IDisposable
{
    private const string Accept =
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(5) };
    private int _asked;

    public async Task<Load> RunAsync(int connections, TimeSpan duration)
    {
        var start = TimeProvider.System.GetTimestamp();
        var scrapers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ScrapeUntilAsync(start, duration)));
        var took = TimeProvider.System.GetElapsedTime(start);
        return new([.. scrapers.SelectMany(scraper => scraper.Latencies).Order()], took, scrapers[0].Bytes);
    }

    /// <summary>
    /// Begins so many scrapes a second, whether or not the ones before have ended, as several Prometheus servers would. Latency counts from when a
    /// scrape was due, so that one that is held up is not made to look well by those it kept from being sent.
    /// </summary>
    public async Task<Load> AtRateAsync(int perSecond, TimeSpan duration)
    {
        var (start, interval) = (TimeProvider.System.GetTimestamp(), TimeSpan.FromSeconds(1.0 / perSecond));
        var scrapes = new Task<(TimeSpan Latency, long Bytes)>[(int)(duration / interval)];
        for (var i = 0; i < scrapes.Length; i++)
        {
            var due = interval * i;
            while (TimeProvider.System.GetElapsedTime(start) < due) await Task.Yield(); // a timer is later than what is measured
            scrapes[i] = ScrapeDueAsync(start, due);
        }
        var ended = await Task.WhenAll(scrapes);
        return new([.. ended.Select(scrape => scrape.Latency).Order()], TimeProvider.System.GetElapsedTime(start), ended[0].Bytes);
    }

    private async Task<(TimeSpan Latency, long Bytes)> ScrapeDueAsync(long start, TimeSpan due)
    {
        var bytes = await ScrapeAsync(new byte[1 << 16]);
        return (TimeProvider.System.GetElapsedTime(start) - due, bytes);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(List<TimeSpan> Latencies, long Bytes)> ScrapeUntilAsync(long start, TimeSpan duration)
    {
        var (buffer, bytes) = (new byte[1 << 16], 0L);
        List<TimeSpan> latencies = [];
        do
        {
            var begin = TimeProvider.System.GetTimestamp();
            bytes = await ScrapeAsync(buffer);
            latencies.Add(TimeProvider.System.GetElapsedTime(begin));
        }
        while (TimeProvider.System.GetElapsedTime(start) < duration);
        return (latencies, bytes);
    }

    private async Task<long> ScrapeAsync(byte[] buffer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        var other = anew ? string.Create(CultureInfo.InvariantCulture, $",text/{Interlocked.Increment(ref _asked)}") : "";
        request.Headers.TryAddWithoutValidation("Accept", Accept + other);
        if (gzip) request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        if (gzip != response.Content.Headers.ContentEncoding.Contains("gzip"))
            throw new InvalidDataException($"{page} is not encoded as it was asked for.");
        await using var body = await response.Content.ReadAsStreamAsync();
        var bytes = 0L;
        while (await body.ReadAsync(buffer) is > 0 and var read) bytes += read;
        return bytes;
    }
}
