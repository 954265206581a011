using NodaTime;

namespace Exporter.Activity;

/// <summary>What <see cref="ActivityAnswers"/> can be asked about a range of local days.</summary>
/// <param name="Template">One template, or all of the deployment.</param>
/// <param name="From">First local day, inclusive.</param>
/// <param name="To">Last local day, inclusive.</param>
internal sealed record ActivityRangeQuestion(Timezone Timezone, Guid? Template, LocalDate From, LocalDate To, ActivityInterval Interval);
