using NodaTime;

namespace Exporter.Activity;

/// <summary>Distinct users of a local day, and of the 7 and 30 days that end with it; null where the history it takes is not loaded.</summary>
internal sealed record ActivityTrendDay(LocalDate Date, int? Daily, int? Weekly, int? Monthly);
