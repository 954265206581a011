using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>A file of text that an operator names. What has no end, such as a device, is not read to it.</summary>
internal static class SmallFile
{
    private const int MostBytes = 1 << 20;

    /// <param name="holds">What the file is for, in words that end "give the path of a file that holds …".</param>
    public static bool TryRead(string path, string holds, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? error)
    {
        text = null;
        try
        {
            using var content = new MemoryStream();
            using (var file = File.OpenRead(path)) Copy(file, content);
            error = content.Length > MostBytes ? $"the file {Quoted.Text(path)} is larger than 1 MiB; give a file that holds {holds}." : null;
            content.Position = 0;
            using var reader = new StreamReader(content);
            if (error is null) text = reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            error = $"there is no file {Quoted.Text(path)}; give the path of a file that holds {holds}.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            error = $"the file {Quoted.Text(path)} cannot be read; let the exporter's user read it.";
        }
        return error is null;
    }

    private static void Copy(FileStream file, MemoryStream content)
    {
        var buffer = new byte[8192];
        while (content.Length <= MostBytes && file.Read(buffer) is > 0 and var read) content.Write(buffer, 0, read);
    }
}
