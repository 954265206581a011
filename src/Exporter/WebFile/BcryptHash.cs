using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Exporter.Configuration;

namespace Exporter.WebFile;

/// <summary>A password as bcrypt hashed it.</summary>
/// <param name="Cost">How much work a look at a password is: one more doubles it.</param>
internal sealed partial record BcryptHash(Secret Text, int Cost)
{
    private const int MostCost = 18;

    /// <summary>A hash that no password is known for, with the same work to it as any other of this cost.</summary>
    public static BcryptHash OfNobody(int cost) =>
        new(new(string.Create(CultureInfo.InvariantCulture, $"$2b${cost:00}$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu")), cost);

    public static bool TryParse(string text, [NotNullWhen(true)] out BcryptHash? hash, [NotNullWhen(false)] out string? error)
    {
        hash = null;
        var parts = Form().Match(text);
        var cost = parts.Success ? int.Parse(parts.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        if (!parts.Success)
            error = "is no bcrypt hash; make one with: htpasswd -nBC 10 NAME. The password itself must not stand here.";
        else if (cost is < 4 or > MostCost)
            error = string.Create(CultureInfo.InvariantCulture, $"has a cost of {cost}; give one of 4 to {MostCost}, 10 is usual.");
        else
            (hash, error) = (new(new(text), cost), null);
        return hash is not null;
    }

    public bool Fits(string password) => BCrypt.Net.BCrypt.Verify(password, Text.Reveal());

    [GeneratedRegex(@"^\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
