namespace Exporter.Configuration;

/// <summary>One thing an operator can set, described where it is read.</summary>
/// <param name="Key">Full key, such as <c>Activity:Interval</c>.</param>
/// <param name="Kind">How a value is written: "duration", "number", "true or false", ….</param>
/// <param name="Default">The value used when none is given, as an operator would write it; "none" where there is none.</param>
/// <param name="Allowed">The values accepted, in words; empty where the kind says it all.</param>
/// <param name="Help">One sentence: what it does.</param>
internal sealed record Setting(string Key, string Kind, string Default, string Allowed, string Help)
{
    /// <summary>The section that the key is in; empty for a key that stands alone.</summary>
    public string Section => Key.Contains(':', StringComparison.Ordinal) ? Key[..Key.IndexOf(':', StringComparison.Ordinal)] : "";

    /// <summary>The name of the environment variable, where a colon cannot be written.</summary>
    public string EnvironmentVariable => Key.Replace(":", "__", StringComparison.Ordinal);
}
