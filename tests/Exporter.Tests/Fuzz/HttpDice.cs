using System.Text;

namespace Exporter.Tests.Fuzz;

/// <summary>Requests that nobody in their right mind sends, the same ones for the same seed.</summary>
internal sealed class HttpDice(int seed)
{
    private static readonly string[] Paths =
    [
        "/", "/metrics", "/metrics/process", "/healthz", "/readyz", "/openapi/v1.json", "/style.css", "/icon.svg", "/api/activity", "/api/v2/insights/daus",
        "/api/v2/insights/templates", "/api/v2/templates", "/api/v2/templates/", "/api/v2/deployment/stats",
        "/api/v2/templates/00000000-0000-0000-0000-000000000001/daus", "/api/v2/templates/{id}/daus", "/nowhere", "*", "http://other/metrics",
    ];

    private static readonly string[] Parameters =
        ["tz_offset", "tz", "timezone", "reload", "from", "to", "interval", "template", "start_time", "end_time", "template_ids", "q", "limit", "offset", ""];

    private static readonly string[] Values =
    [
        "0", "5", "-13", "UTC", "Asia/Kolkata", "2024-01-01", "2024-02-30", "9999-12-31", "-9998-01-01", "0000-00-00", "day", "month", "99999999999999999999",
        "-1", "1e309", "NaN", "", " ", "%", "%zz", "%00", "%0d%0aSet-Cookie:x", "%c3%28", "%ff%fe", "%F0%9F%98%80", "%E2%80%AE", "<script>", "%3Cscript%3E",
        "' or 1=1--", "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "${jndi:ldap://x}", "{{7*7}}", "\u00e9", "00000000-0000-0000-0000-000000000001", "[]", "+", "a,b,,c", "UTC%2B05:30",
    ];

    private static readonly string[] Headers =
    [
        "Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Content-Type", "Content-Encoding", "Expect", "Forwarded", "If-None-Match", "If-Modified-Since",
        "Origin", "Range", "Referer", "TE", "Upgrade", "User-Agent", "X-Forwarded-For", "X-HTTP-Method-Override", "X-Original-URL", "Connection", "Host", "X", "",
    ];

    private static readonly string[] HeaderValues =
    [
        "*/*", "application/openmetrics-text; version=1.0.0", "application/openmetrics-text;version=99", "text/plain;q=0.5;q=0.5,,", "gzip", "gzip;q=0, br", "identity;q=0",
        "Basic", "Basic Og==", "Basic cHJvbWV0aGV1czp3cm9uZw==", "Basic ////", "Bearer", "Bearer x", "Bearer a-token-that-nobody-guesse", "bytes=0-", "bytes=-1,5-2", "\"x\"", "W/\"\"", "*",
        "Thu, 99 Foo 0000 99:99:99 GMT", "websocket", "h2c", "100-continue", "keep-alive, close", "trailers", "\u00ff\u00fe", "\t", "a\u0001b", ";;;===", "for=127.0.0.1", "null",
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "get", "G", "BREW"];

    private readonly Random _random = new(seed);

    /// <summary>Latin-1, so that every byte can be in it. The last word is always that the connection closes.</summary>
    public byte[] Next()
    {
        var (target, head) = (Target(), new StringBuilder());
        var method = Once(2) ? "GET" : Pick(Methods);
        head.Append(method).Append(' ').Append(target).Append(Once(40) ? " HTTP/2.0\r\n" : " HTTP/1.1\r\n");
        if (!Once(30)) head.Append("Host: ").Append(Once(20) ? Pick(Values) : "127.0.0.1").Append("\r\n");
        for (var i = Once(3) ? _random.Next(6) : _random.Next(2); i > 0; i--) head.Append(Pick(Headers)).Append(": ").Append(HeaderValue()).Append("\r\n");
        var body = Once(12) ? new string('b', _random.Next(1, 5000)) : "";
        if (body.Length > 0) head.Append(Once(2) ? $"Content-Length: {body.Length + (Once(6) ? -1 : 0)}\r\n" : "Transfer-Encoding: chunked\r\n");
        head.Append("Connection: close\r\n\r\n");
        if (body.Length > 0 && head.ToString().Contains("chunked", StringComparison.Ordinal)) body = $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n";
        var bytes = Encoding.Latin1.GetBytes(head + body);
        if (!Once(15)) return bytes;
        for (var i = _random.Next(1, 4); i > 0; i--) bytes[_random.Next(bytes.Length)] = (byte)_random.Next(256);
        return [.. bytes, .. "\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8]; // whatever was spoilt, there is an end
    }

    private string Target()
    {
        var path = Pick(Paths);
        if (Once(6)) path = path.Insert(_random.Next(path.Length + 1), Pick(Values));
        if (Once(200)) path += new string('a', _random.Next(20_000));
        var query = string.Join('&', Enumerable.Range(0, _random.Next(4)).Select(_ => $"{(Once(8) ? Pick(Values) : Pick(Parameters))}{(Once(9) ? "" : "=")}{Value()}"));
        return (query.Length > 0 ? $"{path}?{query}" : path).Replace(' ', Once(20) ? ' ' : '+');
    }

    private string Value() => Once(100) ? new string((char)_random.Next(33, 127), _random.Next(7_000)) : Once(4) ? Letters() : Pick(Values);

    private string HeaderValue() => Once(100) ? new string('h', _random.Next(20_000)) : Once(5) ? Letters() : Pick(HeaderValues);

    private string Letters() => string.Concat(Enumerable.Range(0, _random.Next(12)).Select(_ => (char)_random.Next(33, 256)));

    private bool Once(int in_) => _random.Next(in_) == 0;

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
