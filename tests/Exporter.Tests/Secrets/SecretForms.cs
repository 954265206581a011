using System.Collections.Immutable;

namespace Exporter.Tests.Secrets;

/// <summary>Every way to give the exporter a password, well written or not.</summary>
internal static class SecretForms
{
    /// <summary>Each makes settings of a place and a password.</summary>
    public static readonly ImmutableSortedDictionary<string, Func<SecretPlace, string, string[]>> All =
        ImmutableSortedDictionary<string, Func<SecretPlace, string, string[]>>.Empty
            .Add("url", (place, secret) => [Url($"postgres://{place.User}:{Encoded(secret)}@{place.Host}:{place.Port}/{place.Database}?{place.Parameters}")])
            .Add("url, every letter encoded", (place, secret) =>
                [Url($"postgres://{place.User}:{string.Concat(System.Text.Encoding.UTF8.GetBytes(secret).Select(letter => $"%{letter:x2}"))}@{place.Host}:{place.Port}/{place.Database}?{place.Parameters}")])
            .Add("url, nothing encoded", (place, secret) => [Url($"postgres://{place.User}:{secret}@{place.Host}:{place.Port}/{place.Database}?{place.Parameters}")])
            .Add("url, no user", (place, secret) => [Url($"postgres://:{Encoded(secret)}@{place.Host}:{place.Port}/{place.Database}?{place.Parameters}")])
            .Add("url, as parameter", (place, secret) =>
                [Url($"postgresql://{place.Host}:{place.Port}/{place.Database}?user={place.User}&password={Encoded(secret)}&{place.Parameters}")])
            .Add("url, of a key", (place, secret) => [Url($"postgres://{place.User}@{place.Host}:{place.Port}/{place.Database}?sslpassword={Encoded(secret)}&{place.Parameters}")])
            .Add("url, in the wrong place", (place, secret) => [Url($"postgres://{place.Host}:{Encoded(secret)}@{place.User}:{secret}/{secret}")])
            .Add("pairs", (place, secret) => [Pairs(place, $"Password={Quoted(secret)}")])
            .Add("pairs, not quoted", (place, secret) => [Pairs(place, $"Password={secret}")])
            .Add("pairs, no user", (place, secret) => [Pairs(place with { User = "" }, $"Pwd={Quoted(secret)}")])
            .Add("pairs, misspelt", (place, secret) => [Pairs(place, $"Pasword={Quoted(secret)}")])
            .Add("pairs, with spaces between", (place, secret) => [Url($"host={place.Host} port={place.Port} user={place.User} password={secret}")])
            .Add("both", (place, secret) => [Url($"postgres://{place.User}:{Encoded(secret)}@{place.Host}:{place.Port}/x"), Pairs(place, $"Password={Quoted(secret)}")])
            .Add("passfile", (place, secret) =>
            {
                place.Folder.Write("passfile", $"*:*:*:*:{secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}\n");
                return [Url($"postgres://{place.User}@{place.Host}:{place.Port}/{place.Database}?passfile={Encoded(place.Folder["passfile"])}&{place.Parameters}")];
            })
            .Add("password file", (place, secret) =>
            {
                place.Folder.Write("password", secret + "\n");
                return [Url($"postgres://{place.User}@{place.Host}:{place.Port}/{place.Database}?{place.Parameters}"), $"--Database:PasswordFile={place.Folder["password"]}"];
            })
            .Add("password file and url", (place, secret) =>
            {
                place.Folder.Write("password", secret + "\n");
                return [Url($"postgres://{place.User}:{Encoded(secret)}@{place.Host}:{place.Port}/{place.Database}"), $"--Database:PasswordFile={place.Folder["password"]}"];
            });

    private static string Url(string url) => $"--CODER_PG_CONNECTION_URL={url}";

    private static string Pairs(SecretPlace place, string more) =>
        $"--Database:ConnectionString=Host={place.Host};Port={place.Port};Database={place.Database}{(place.User.Length > 0 ? $";Username={place.User}" : "")};{more}";

    private static string Encoded(string text) => Uri.EscapeDataString(text);

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
