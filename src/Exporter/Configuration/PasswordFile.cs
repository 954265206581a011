using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>
/// A file that holds a password and nothing else, as secret stores mount it. A line break at its end is not part of the password.
/// </summary>
internal static class PasswordFile
{
    public static bool TryRead(string path, [NotNullWhen(true)] out Secret? password, [NotNullWhen(false)] out string? error)
    {
        password = null;
        if (!SmallFile.TryRead(path, "the password", out var content, out error)) return false;
        var text = content.TrimEnd('\r', '\n');
        error = text.Length > 0 ? null : "the file is empty; write the password into it.";
        password = error is null ? new(text) : null;
        return error is null;
    }
}
