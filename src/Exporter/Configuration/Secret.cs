using System.Diagnostics;

namespace Exporter.Configuration;

/// <summary>
/// A password, a token, or a text that may hold one. Nothing prints it: not a log, an interpolated string, a record that has it, a serializer, a
/// debugger. Whoever needs the text has to say so.
/// </summary>
[DebuggerDisplay(Shown)]
internal sealed class Secret(string text)
{
    private const string Shown = "***";

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _text = text;

    /// <summary>The text itself, for the one place that uses it.</summary>
    public string Reveal() => _text;

    public override string ToString() => Shown;
}
