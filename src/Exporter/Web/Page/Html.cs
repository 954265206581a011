using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Exporter.Web.Page;

/// <summary>
/// Markup, written as <c>$"&lt;p&gt;{text}&lt;/p&gt;"</c>. What is interpolated is text and gets encoded, unless it is markup itself: no name can
/// break out of its place, because there is no way to forget about it.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Html(int literalLength, int formattedCount)
{
    private const int GuessedLength = 16;

    private readonly StringBuilder _markup = new(literalLength + formattedCount * GuessedLength);

    public static Html None { get; } = $"";

    /// <summary>Gives an interpolated string its type where the compiler would make text of it, as in a conditional expression.</summary>
    public static Html Of(Html markup) => markup;

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup._markup);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts) AppendFormatted(part);
    }

    public void AppendFormatted(string? text) => _markup.Append(WebUtility.HtmlEncode(Printable(text ?? "")));

    public void AppendFormatted<T>(T value, string? format = null) where T : struct, IFormattable =>
        AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    public override string ToString() => _markup.ToString();

    /// <summary>HTML has no way to write control characters; a reader sees that there was something.</summary>
    private static string Printable(string text) =>
        text.Any(IsForbidden) ? string.Concat(text.Select(letter => IsForbidden(letter) ? '\uFFFD' : letter)) : text;

    private static bool IsForbidden(char letter) => char.IsControl(letter) && letter is not ('\n' or '\t') || letter is '\uFFFE' or '\uFFFF';
}
