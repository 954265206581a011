using System.Collections.Immutable;
using Exporter.Configuration;

namespace Exporter.WebFile;

/// <summary>Reads a file of bearer tokens, one a line: two of them while one takes the other's place.</summary>
internal static class TokenFile
{
    private const int Shortest = 16;

    public static ImmutableArray<Secret> Read(YamlSection section, string content)
    {
        var tokens = content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (tokens.Length == 0)
            section.Mistake("bearer_token_file", "the file is empty; write a token into it, like: openssl rand -hex 32.");
        else if (tokens.Any(token => token.Length < Shortest))
            section.Mistake("bearer_token_file", "holds a token of less than 16 letters, which can be guessed; make one with: openssl rand -hex 32.");
        else if (tokens.Any(token => token.Any(letter => letter is <= ' ' or > '~')))
            section.Mistake("bearer_token_file", "holds a token with a space or a letter that no header can have; make one with: openssl rand -hex 32.");
        else
            return [.. tokens.Select(token => new Secret(token))];
        return [];
    }
}
