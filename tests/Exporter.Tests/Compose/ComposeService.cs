namespace Exporter.Tests.Compose;

internal sealed class ComposeService
{
    public Dictionary<string, string>? Build { get; set; }

    public string Image { get; set; } = "";

    public string User { get; set; } = "";

    public bool ReadOnly { get; set; }

    public List<string> CapDrop { get; set; } = [];

    public List<string> SecurityOpt { get; set; } = [];

    public bool Init { get; set; }

    public string Restart { get; set; } = "";

    public Dictionary<string, object> Logging { get; set; } = [];

    public List<string> Command { get; set; } = [];

    public Dictionary<string, string> Environment { get; set; } = [];

    public List<string> Volumes { get; set; } = [];

    public List<string> Tmpfs { get; set; } = [];

    public List<string> Networks { get; set; } = [];

    public List<string> Ports { get; set; } = [];

    public Dictionary<string, Dictionary<string, string>> DependsOn { get; set; } = [];

    public ComposeHealthcheck Healthcheck { get; set; } = new();

    public string StopGracePeriod { get; set; } = "";

    public int PidsLimit { get; set; }

    public string MemLimit { get; set; } = "";

    /// <summary>Each mount: where from, where to, and how.</summary>
    public IEnumerable<(string Source, string Target, string Mode)> Mounts =>
        Volumes.Select(volume => volume.Split(':')).Select(parts => (parts[0], parts[1], parts.ElementAtOrDefault(2) ?? ""));
}
