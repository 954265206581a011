using System.Collections.Immutable;

namespace Exporter.WebFile;

/// <summary>Reads <c>basic_auth_users</c>.</summary>
internal static class UserSection
{
    public static ImmutableArray<User> Read(YamlSection section)
    {
        var users = ImmutableArray.CreateBuilder<User>();
        foreach (var name in section.Names)
        {
            if (name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl) || name.Length == 0)
                section.Mistake(name, "is no name for basic authentication: it has a colon or a letter that cannot be typed, or is empty.");
            else if (users.Any(user => user.Name == name))
                section.Mistake(name, "is given twice; give it once.");
            else if (section.Text(name) is not { } text)
                section.Mistake(name, "has no hash; make one with: htpasswd -nBC 10 NAME.");
            else if (BcryptHash.TryParse(text, out var hash, out var error))
                users.Add(new(name, hash));
            else
                section.Mistake(name, error);
        }
        return users.ToImmutable();
    }
}
