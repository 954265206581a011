using System.Diagnostics.CodeAnalysis;
using System.Text;
using Exporter.Configuration;

namespace Exporter.Web.Access;

/// <summary>A name and a password, as basic authentication sends them.</summary>
internal sealed record BasicLogin(string Name, Secret Password)
{
    public static bool TryRead(string base64, [NotNullWhen(true)] out BasicLogin? login)
    {
        var bytes = new byte[base64.Length];
        var parts = Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) : [];
        login = parts is [var name, var password] ? new(name, new(password)) : null;
        return login is not null;
    }
}
