using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Secrets;

/// <summary>Where a connection leads, and what else is asked of it: how it comes to fail.</summary>
internal sealed record SecretPlace(WebFolder Folder, string Host, int Port, string User, string Database, string Parameters = "application_name=x");
