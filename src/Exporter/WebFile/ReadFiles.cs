using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Exporter.Configuration;

namespace Exporter.WebFile;

/// <summary>
/// The files that a configuration was read from, remembered by what was in them. Times and links say less: a mounted secret changes by a link to a
/// folder above it, and two writes can fall into one tick.
/// </summary>
internal sealed class ReadFiles
{
    private readonly Dictionary<string, (string Holds, string Digest)> _files = [];

    /// <summary>True if any of them is not as it was read, those that could not be read included.</summary>
    public bool Changed => _files.Any(file => Digest(Read(file.Key, file.Value.Holds)) != file.Value.Digest);

    public bool TryRead(string path, string holds, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        (text, error) = Read(path, holds);
        _files[path] = (holds, Digest((text, error)));
        return error is null;
    }

    private static (string? Text, string? Error) Read(string path, string holds)
    {
        SmallFile.TryRead(path, holds, out var text, out var error);
        return (text, error);
    }

    private static string Digest((string? Text, string? Error) read) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(read.Text ?? $"\0{read.Error}")));
}
