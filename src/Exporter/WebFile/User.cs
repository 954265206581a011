namespace Exporter.WebFile;

/// <summary>Who may log in with a password.</summary>
internal sealed record User(string Name, BcryptHash Hash);
