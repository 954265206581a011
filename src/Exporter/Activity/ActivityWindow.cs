using NodaTime;

namespace Exporter.Activity;

/// <summary>Which local days a number of active users is about.</summary>
/// <param name="Days">How many.</param>
/// <param name="Ago">How many days before today the last of them is.</param>
internal sealed record ActivityWindow(int Days, int Ago = 0)
{
    public static readonly ActivityWindow Today = new(1), Yesterday = new(1, Ago: 1), Week = new(7), Month = new(30);

    public QuarterRange On(Timezone timezone, LocalDate today) => LocalDays.Days(timezone, today.PlusDays(-Ago), Days);
}
