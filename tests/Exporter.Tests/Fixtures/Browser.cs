using PuppeteerSharp;

namespace Exporter.Tests.Fixtures;

/// <summary>The distribution's Chromium without a window, started when the first test of a class wants it. It finds no host but this one.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IBrowser? _chromium;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens <paramref name="path"/> of an exporter that listens, in a window of its own.</summary>
    internal async Task<Visit> OpenAsync(TestExporter exporter, Look look, string path = "/")
    {
        await Tool.Chromium.RunAsync("", "--version");
        _chromium ??= await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PATH")!.Split(':')
                .Select(folder => Path.Combine(folder, Tool.Chromium.Program)).First(File.Exists),
            // Root, as in a container, may not have a sandbox; what is visited is ours.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE 127.0.0.1\""],
        });
        return await Visit.OpenAsync(await _chromium.NewPageAsync(), new(exporter.Http.BaseAddress!, path), look);
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
    }
}
