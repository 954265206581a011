using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Exporter.Tests.Fuzz;

/// <summary>What a server answers to bytes, whatever they are.</summary>
/// <param name="Status">Null: the connection was closed without an answer.</param>
internal sealed record RawHttp(int? Status, string Text)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20); // longer than the server's own

    /// <summary>Sends it all and reads until the server closes; one that does not, hangs.</summary>
    public static async Task<RawHttp> SendAsync(int port, byte[] request, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, port, patience.Token);
        using var answer = new MemoryStream();
        try
        {
            await client.GetStream().WriteAsync(request, patience.Token);
            await client.GetStream().CopyToAsync(answer, patience.Token);
        }
        catch (IOException)
        {
            // closed while we still wrote: what it said before that is its answer
        }
        var text = Encoding.Latin1.GetString(answer.ToArray());
        return new(text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture) : null, text);
    }

    public string Body => Text.Split("\r\n\r\n", 2) is [_, var body] ? body : "";
}
