using System.Diagnostics;

namespace Exporter.Tests.EndToEnd;

/// <summary>
/// The exporter as an operator gets it: one native binary, alone in an empty folder. Published once, when the first class of tests wants it, or named
/// by EXPORTER_BINARY in the environment.
/// </summary>
public sealed class NativeBinary : IAsyncLifetime
{
    private const string Runtime = "linux-x64";

    private static readonly Lazy<Task<(string Binary, string Output)>> Published = new(PublishAsync);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-exporter-");

    /// <summary>What publishing printed; empty when the binary was there already.</summary>
    public string PublishOutput { get; private set; } = "";

    public string Path => System.IO.Path.Combine(_folder.FullName, "alone", "coder-exporter");

    public async ValueTask InitializeAsync()
    {
        _folder.CreateSubdirectory("alone");
        (var binary, PublishOutput) = await Published.Value;
        File.Copy(binary, Path);
    }

    /// <summary>Waits until publishing is over.</summary>
    public static Task PublishedAsync() => Published.Value;

    /// <summary>Runs the binary to its end, with nothing of this environment's settings.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        return await EndAsync(process, TestContext.Current.CancellationToken);
    }

    public Process Start(params string[] arguments) => Process.Start(StartInfo(Path, System.IO.Path.GetDirectoryName(Path)!, arguments))!;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<(string Binary, string Output)> PublishAsync()
    {
        if (Environment.GetEnvironmentVariable("EXPORTER_BINARY") is { Length: > 0 } binary) return (binary, "");
        var project = System.IO.Path.Combine(Golden.RepositoryRoot, "src", "Exporter");
        using var process = Process.Start(StartInfo("dotnet", project, "publish", project, "--configuration", "Release", "--runtime", Runtime, "--nologo"))!;
        var (exitCode, output) = await EndAsync(process, CancellationToken.None); // of all classes, whichever of them waits
        exitCode.ShouldBe(0, output);
        return (System.IO.Path.Combine(project, "bin", "Release", "net10.0", Runtime, "publish", "coder-exporter"), output);
    }

    private static async Task<(int ExitCode, string Output)> EndAsync(Process process, CancellationToken cancellation)
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, await output + await errors);
    }

    private static ProcessStartInfo StartInfo(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment.Remove("CODER_PG_CONNECTION_URL");
        return start;
    }
}
