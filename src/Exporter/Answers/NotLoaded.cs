namespace Exporter.Answers;

/// <summary>Why a query has no answer yet.</summary>
/// <param name="Reason">A sentence for whoever asked.</param>
public sealed record NotLoaded(string Reason)
{
    internal static NotLoaded Area(string area) => new($"The area {area} has not been loaded yet.");
}
