using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Exporter.Tests.Faults;

/// <summary>A network between the exporter and its database that does what networks do. Listens on a port of its own.</summary>
internal sealed class FaultyProxy : IAsyncDisposable
{
    private readonly int _target;
    private readonly ConcurrentDictionary<Socket, byte> _open = [];
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private TaskCompletionSource _silence = Ended();
    private long _lets = long.MaxValue; // bytes of the server's

    public FaultyProxy(int target)
    {
        _target = target;
        Listen();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>How long each piece of an answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Connections that were opened since the start.</summary>
    public int Opened => Volatile.Read(ref _opened);

    private int _opened;

    /// <summary>Everything is cut off, and nothing listens any more.</summary>
    public void Cut()
    {
        _listener.Dispose();
        ResetAll();
    }

    /// <summary>Half open: connections stay, and more are taken, but nothing comes through in either direction.</summary>
    public void Silence() => _silence = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every connection is reset as soon as the server has sent so many bytes more on all of them, and so on.</summary>
    public void ResetAfter(int bytes) => Interlocked.Exchange(ref _lets, bytes);

    /// <summary>The network is as it was; connections from the time of the fault are gone.</summary>
    public void Mend()
    {
        Interlocked.Exchange(ref _lets, long.MaxValue);
        ResetAll();
        _silence.TrySetResult();
        if (_listener.Server.IsBound) return;
        _listener = new(IPAddress.Loopback, Port);
        Listen();
    }

    public ValueTask DisposeAsync()
    {
        Cut();
        _silence.TrySetResult();
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }

    private void Listen()
    {
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = ServeAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _opened);
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        (_open[client], _open[server]) = (0, 0);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            await Task.WhenAny(PumpAsync(client, server, answers: false), PumpAsync(server, client, answers: true));
        }
        catch (SocketException)
        {
            // Nothing listens behind us either.
        }
        Reset(client);
        Reset(server);
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[4096];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var read)
            {
                await _silence.Task;
                // The fault itself: servers and drivers of another process live by the clock on the wall.
                if (answers && Delay > TimeSpan.Zero) await Task.Delay(Delay, TimeProvider.System);
                if (answers && Interlocked.Add(ref _lets, -read) < 0) return;
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two was reset.
        }
    }

    private void ResetAll()
    {
        foreach (var socket in _open.Keys) Reset(socket);
    }

    private void Reset(Socket socket)
    {
        if (!_open.TryRemove(socket, out _)) return;
        if (socket.Connected) socket.LingerState = new(true, 0);
        socket.Dispose();
    }
}
