using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>
/// Makes a value of a setting's text; or returns false and says in words that continue "<c>key:</c> …" what is wrong with it.
/// </summary>
internal delegate bool TextParser<T>(string text, [MaybeNullWhen(false)] out T value, out string? error);
