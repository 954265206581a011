using System.Diagnostics;

namespace Exporter.Tests.EndToEnd;

/// <summary>
/// The exporter as an operator gets it: one native binary, alone in an empty folder. Published once for all tests of a class, or named by
/// EXPORTER_BINARY in the environment.
/// </summary>
public sealed class NativeBinary : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-exporter-");

    /// <summary>What publishing printed; empty when the binary was there already.</summary>
    public string PublishOutput { get; private set; } = "";

    public string Path => System.IO.Path.Combine(_folder.FullName, "alone", "coder-exporter");

    public async ValueTask InitializeAsync()
    {
        _folder.CreateSubdirectory("alone");
        if (Environment.GetEnvironmentVariable("EXPORTER_BINARY") is { Length: > 0 } binary)
        {
            File.Copy(binary, Path);
            return;
        }
        var published = System.IO.Path.Combine(_folder.FullName, "published");
        (var exitCode, PublishOutput) = await RunAsync(
            "dotnet", "publish", System.IO.Path.Combine(Golden.RepositoryRoot, "src", "Exporter"),
            "--configuration", "Release", "--runtime", "linux-x64", "--output", published, "--nologo");
        exitCode.ShouldBe(0, PublishOutput);
        File.Move(System.IO.Path.Combine(published, "coder-exporter"), Path);
    }

    /// <summary>Runs the binary to its end, with nothing of this environment's settings.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunAsync(Path, arguments);

    public Process Start(params string[] arguments) => Process.Start(StartInfo(Path, arguments))!;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(program, arguments))!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await errors);
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = System.IO.Path.GetDirectoryName(Path),
        };
        start.Environment.Remove("CODER_PG_CONNECTION_URL");
        return start;
    }
}
