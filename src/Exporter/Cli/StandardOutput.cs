using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Exporter.Cli;

/// <summary>
/// Where a verb prints. Not <see cref="Console.Out"/>: that swallows the news that whoever reads a pipe is gone, and a long output would be made to
/// the end for nobody.
/// </summary>
internal static class StandardOutput
{
    public const int BrokenPipe = 32, NoSpace = 28; // EPIPE, ENOSPC

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a failure is of what is printed, and not of what was to be found out.</summary>
    public static bool Failed(Exception failure) => failure is IOException { HResult: BrokenPipe or NoSpace };

    public static TextWriter Open()
    {
        var pipe = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        // To a file it writes where it believes to be, and would not share it with another program's output.
        return pipe.CanSeek ? Console.Out : new StreamWriter(pipe, Utf8) { AutoFlush = true };
    }
}
