namespace Exporter.Refresh;

/// <param name="At">When the attempt ended.</param>
/// <param name="Error">What went wrong, in one line for an operator and without secrets; null if it succeeded.</param>
internal sealed record RefreshOutcome(DateTimeOffset At, TimeSpan Duration, string? Error)
{
    public bool Success => Error is null;
}
