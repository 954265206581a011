using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Scrape;

/// <summary>A program that serves metrics, and how to start it.</summary>
/// <param name="Arguments">From the address to listen on.</param>
internal sealed record Server(string Name, string Program, Func<string, IEnumerable<string>> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Scraped so that it cannot use what it keeps from one scrape to the next.</summary>
    public bool Anew { get; init; }

    public bool IsInstalled => Program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(Program)
        : (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)));

    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
