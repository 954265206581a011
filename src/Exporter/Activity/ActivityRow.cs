namespace Exporter.Activity;

/// <summary>What the database says of one user, template and UTC day.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="Low">Quarter-hours 0 to 63 of that day, a bit each.</param>
/// <param name="High">Quarter-hours 64 to 95.</param>
/// <param name="Newest">The newest activity among them, UTC.</param>
internal readonly record struct ActivityRow(long Day, Guid TemplateId, Guid UserId, long Low, long High, DateTime Newest);
