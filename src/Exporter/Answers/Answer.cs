using System.Diagnostics.CodeAnalysis;

namespace Exporter.Answers;

/// <summary>
/// An answer to a query, or the reason why there is none yet. There is no way to the value past the question whether it is loaded.
/// </summary>
public readonly struct Answer<T>
{
    private readonly T? _value;

    private Answer(T? value, string? notLoaded) => (_value, NotLoaded) = (value, notLoaded);

    /// <summary>Why there is no answer yet, in a sentence; null if there is one.</summary>
    public string? NotLoaded { get; }

    /// <summary>The answer <paramref name="value"/>.</summary>
    public static implicit operator Answer<T>(T value) => new(value, null);

    /// <summary>No answer yet, because of <paramref name="reason"/>.</summary>
    public static implicit operator Answer<T>(NotLoaded reason) => new(default, reason.Reason);

    /// <summary>Whether there is an answer, and it.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out string? notLoaded)
    {
        (value, notLoaded) = (_value, NotLoaded);
        return notLoaded is null;
    }

    /// <summary>Goes on with the answer, or with the reason why there is none.</summary>
    public TResult Match<TResult>(Func<T, TResult> loaded, Func<string, TResult> notLoaded) =>
        NotLoaded is null ? loaded(_value!) : notLoaded(NotLoaded);
}
