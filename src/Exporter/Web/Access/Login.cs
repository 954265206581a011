namespace Exporter.Web.Access;

/// <summary>What came of somebody's attempt to be let in.</summary>
internal enum Login
{
    Wrong,
    Right,

    /// <summary>Not looked at: this address has been wrong too often.</summary>
    TooOften,
}
