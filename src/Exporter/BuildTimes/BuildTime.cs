namespace Exporter.BuildTimes;

/// <summary>Successful builds of one template in one transition (start, stop, delete).</summary>
/// <param name="P50">Median duration in seconds.</param>
/// <param name="P95">95th percentile in seconds.</param>
/// <param name="Samples">How many builds that rests on.</param>
internal sealed record BuildTime(Guid TemplateId, string Transition, double P50, double P95, long Samples);
