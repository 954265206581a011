namespace Dashboards;

/// <summary>How one field of a panel differs from the others.</summary>
internal sealed record Override(object Matcher, object[] Properties)
{
    public static Override OfField(string name, params IEnumerable<(string Id, object Value)> properties) =>
        new(new { id = "byName", options = name }, [.. properties.Select(property => new { id = property.Id, value = property.Value })]);
}
