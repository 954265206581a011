using System.Globalization;
using Simulation;

namespace Demo;

/// <summary>Says about once a second how far the fill has come.</summary>
internal sealed class FillReport(TextWriter output, TimeProvider time) : IProgress<FillProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long? _said;

    public void Report(FillProgress value)
    {
        if (_said is { } said && time.GetElapsedTime(said) < Pause) return;
        _said = time.GetTimestamp();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {100 * value.Rows / value.ExpectedRows,3} %  {value.Stage}"));
    }
}
