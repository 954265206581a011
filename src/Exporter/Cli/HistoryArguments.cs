using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using Exporter.Activity;
using Exporter.Backfill;
using Exporter.Configuration;
using NodaTime;

namespace Exporter.Cli;

/// <summary>Reads what follows the verb <c>history</c>, and collects every mistake in it.</summary>
internal sealed class HistoryArguments(ParseResult arguments, Instant now)
{
    private readonly List<string> _mistakes = [];

    public IReadOnlyList<string> Mistakes => _mistakes;

    /// <summary>What is asked for; nothing to go by when there are mistakes.</summary>
    /// <param name="configured">Where time zones come from if none is named; null if that cannot be used.</param>
    public BackfillQuestion Read(ActivityOptions? configured)
    {
        ImmutableArray<Timezone> named = [.. List<Timezone>(HistoryCommand.Timezone, Timezone.TryParse).DistinctBy(zone => zone.Label)];
        var templates = Value(HistoryCommand.Templates, HistoryTexts.TryFlag, true);
        var from = Value<LocalDate?>(HistoryCommand.From, HistoryTexts.TryDay, null);
        var (to, until) = Value<(LocalDate? Day, Instant Until)>(HistoryCommand.To, HistoryTexts.TryEnd, (null, now));
        var every = Value(HistoryCommand.Every, HistoryTexts.TryEvery, Duration.FromHours(1));
        var labels = List<(string Name, string Value)>(HistoryCommand.Label, HistoryTexts.TryLabel);

        var (today, last) = (now.InUtc().Date, to ?? until.InUtc().Date);
        if (from > last) Mistake(HistoryCommand.From, "lies after the end; give an earlier day.");
        else if (from > today) Mistake(HistoryCommand.From, "lies in the future; give an earlier day.");
        else if (from < today.PlusDays(-BackfillQuestion.MostDays))
            Mistake(HistoryCommand.From,
                $"lies more than {BackfillQuestion.MostDays} days back, which is as much as can be loaded; give a later day.");
        foreach (var name in labels.GroupBy(label => label.Name).Where(group => group.Count() > 1).Select(group => group.Key))
            Mistake(HistoryCommand.Label, $"{name} is given more than once; give it once.");

        return new(
            named.IsEmpty ? [Timezone.Utc, .. configured?.Timezones ?? []] : named,
            !templates ? [] : named.IsEmpty ? configured?.TemplateTimezones ?? [] : named,
            from, to, Instant.FromUnixTimeSeconds(Instant.Min(until, now).ToUnixTimeSeconds()), every, labels);
    }

    private T Value<T>(Option<string> option, TextParser<T> parse, T otherwise) =>
        arguments.GetValue(option) is { } text && Parsed(option, text, parse, out var value) ? value : otherwise;

    private ImmutableArray<T> List<T>(Option<string[]> option, TextParser<T> parse)
    {
        var values = ImmutableArray.CreateBuilder<T>();
        foreach (var text in arguments.GetValue(option) ?? [])
            if (Parsed(option, text, parse, out var value)) values.Add(value);
        return values.ToImmutable();
    }

    private bool Parsed<T>(Option option, string text, TextParser<T> parse, [MaybeNullWhen(false)] out T value)
    {
        if (parse(text, out value, out var error)) return true;
        Mistake(option, error!);
        return false;
    }

    private void Mistake(Option option, string text) => _mistakes.Add($"{option.Name}: {text}");
}
