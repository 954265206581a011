namespace Exporter.Activity;

/// <summary>What the database says of one user, template and half of a UTC day: as much as one of its integers holds a bit for each quarter-hour of.</summary>
/// <param name="HalfDay">Half days since 1970-01-01.</param>
/// <param name="Mask">Its quarter-hours, 0 to 47, a bit each.</param>
/// <param name="Newest">The newest activity among them, UTC.</param>
internal readonly record struct ActivityRow(long HalfDay, Guid TemplateId, Guid UserId, long Mask, DateTime Newest)
{
    public const int QuartersPerHalf = QuarterHours.PerDay / 2;

    /// <summary>UTC days since 1970-01-01.</summary>
    public long Day => HalfDay >> 1;

    public QuarterHours Quarters => new((UInt128)Mask << ((int)(HalfDay & 1) * QuartersPerHalf));
}
