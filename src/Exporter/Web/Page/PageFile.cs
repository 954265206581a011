using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Exporter.Web.Page;

/// <summary>A file that the page is made up with, embedded in the binary.</summary>
internal sealed record PageFile(string Path, string ContentType, byte[] Content, EntityTagHeaderValue Tag)
{
    public static readonly PageFile Style = Load("style.css", "text/css; charset=utf-8");

    public static readonly PageFile Icon = Load("icon.svg", "image/svg+xml");

    private static PageFile Load(string name, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file {name}.", nameof(name));
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new($"/{name}", contentType, content, new($"\"{Convert.ToHexString(SHA256.HashData(content).AsSpan(0, 8))}\""));
    }
}
