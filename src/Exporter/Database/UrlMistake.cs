namespace Exporter.Database;

/// <summary>Why a URL cannot be used, in words that give away nothing of it. Never leaves <see cref="PostgresUrl"/>.</summary>
internal sealed class UrlMistake(string message) : Exception(message);
