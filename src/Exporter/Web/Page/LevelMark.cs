namespace Exporter.Web.Page;

/// <summary>A level as a word and a sign whose shape alone tells it from the others, for whoever does not see colours.</summary>
internal static class LevelMark
{
    public static string Class(Level level) => level switch
    {
        Level.Off => "off",
        Level.Fresh => "fresh",
        Level.Loading => "loading",
        Level.Late => "late",
        _ => "failing",
    };

    public static string Word(Level level) => Words.Sentence(Class(level));

    public static Html Sign(Level level) => $"""<svg class="sign" viewBox="0 0 24 24" aria-hidden="true">{Shape(level)}</svg>""";

    private static Html Shape(Level level)
    {
        switch (level)
        {
            case Level.Off: return $"""<circle class="line" cx="12" cy="12" r="9"/><path class="line" d="M7.5 12h9"/>""";
            case Level.Fresh: return $"""<circle cx="12" cy="12" r="10"/><path class="cut" d="m7.5 12.5 3 3 6-6.5"/>""";
            case Level.Loading: return $"""<circle class="line dashed" cx="12" cy="12" r="9"/><path class="line" d="M12 7v5l3 2"/>""";
            case Level.Late: return $"""<path d="M12 2 23 21.5H1z"/><path class="cut" d="M12 9v6m0 3v.1"/>""";
            default: return $"""<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z"/><path class="cut" d="m8.5 8.5 7 7m0-7-7 7"/>""";
        }
    }
}
