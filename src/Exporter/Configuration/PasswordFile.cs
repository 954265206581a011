using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>
/// A file that holds a password and nothing else, as secret stores mount it. A line break at its end is not part of the password.
/// </summary>
internal static class PasswordFile
{
    public static bool TryRead(string path, [NotNullWhen(true)] out string? password, [NotNullWhen(false)] out string? error)
    {
        password = null;
        try
        {
            var text = File.ReadAllText(path).TrimEnd('\r', '\n');
            error = text.Length > 0 ? null : "the file is empty; write the password into it.";
            password = error is null ? text : null;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            error = $"there is no file {Quoted.Text(path)}; give the path of a file that holds the password.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = $"the file {Quoted.Text(path)} cannot be read; let the exporter's user read it.";
        }
        return error is null;
    }
}
