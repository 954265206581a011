namespace Dashboards;

/// <summary>Where to read on.</summary>
internal sealed record Link(string Title, string Url)
{
    private const string Documents = "https://github.com/coder-exporter/coder-exporter/blob/main/docs/";

    public static readonly Link Metrics = Document("Every metric", "metrics.md");

    public static Link Document(string title, string path) => new(title, Documents + path);

    /// <summary>What an alert of this name means and what to do about it.</summary>
    public static Link Runbook(string name) => Document("Runbook", $"runbooks/{name}.md");

    /// <summary>As a field's or a panel's link.</summary>
    public object ToJson() => new { title = Title, url = Url, targetBlank = Url.StartsWith("https:", StringComparison.Ordinal) };
}
