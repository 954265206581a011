using System.Collections.Immutable;
using Exporter.Web.Access;

namespace Exporter.WebFile;

/// <summary>What the web configuration file says: who may connect how, and who is let in.</summary>
/// <param name="Tls">Null: plain HTTP.</param>
/// <param name="Headers">Headers that take the place of ours.</param>
internal sealed record WebConfig(TlsSettings? Tls, ImmutableArray<KeyValuePair<string, string>> Headers, Credentials Credentials);
