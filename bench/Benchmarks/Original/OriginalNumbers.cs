namespace Benchmarks.Original;

/// <summary>What the original answers about agents.</summary>
internal sealed record OriginalNumbers(
    long RxBytes, long TxBytes, double P50, double P95, long Vscode, long Ssh, long Jetbrains, long ReconnectingPty);
