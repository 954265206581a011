namespace Dashboards;

/// <summary>From which value on which colour. A colour never tells alone: the value, or a word for it, stands beside it.</summary>
internal sealed record Thresholds(string Base, params (double From, string Color)[] Steps)
{
    public static readonly Thresholds None = new(Colors.Plain);

    public static Thresholds HighIsBad(double warn, double bad) => new(Colors.Good, (warn, Colors.Warning), (bad, Colors.Bad));

    public static Thresholds LowIsBad(double warn, double good) => new(Colors.Bad, (warn, Colors.Warning), (good, Colors.Good));

    public object ToJson() => new
    {
        mode = "absolute",
        steps = Steps.Select(step => Step(step.From, step.Color)).Prepend(Step(null, Base)),
    };

    private static Dictionary<string, object?> Step(double? value, string color) => new() { ["color"] = color, ["value"] = value };
}
