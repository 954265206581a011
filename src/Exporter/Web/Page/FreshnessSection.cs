using System.Collections.Immutable;

namespace Exporter.Web.Page;

/// <summary>How fresh each area is, and what keeps it from being fresh.</summary>
internal static class FreshnessSection
{
    public static Html Of(ImmutableArray<AreaState> areas) => $"""
        <section aria-labelledby="freshness">
        <h2 id="freshness" class="quiet">Freshness</h2>
        <ul class="cards areas">
        {areas.Select(Area)}</ul>
        </section>
        """;

    private static Html Area(AreaState area) => $"""
        <li class="card {LevelMark.Class(area.Level)}">
        <h3>{Words.Sentence(area.Name)}</h3>
        <p class="level">{LevelMark.Sign(area.Level)} {LevelMark.Word(area.Level)}</p>
        <p>{area.Detail}</p>
        {(area.Error is { } error ? Html.Of($"""<p class="error">{Words.Sentence(error)}</p>""") : Html.None)}
        {(area.Status is { } status ? Html.Of($"""<p class="note">Refreshed every {Words.Age(status.Interval)}.</p>""") : Html.None)}
        </li>

        """;
}
