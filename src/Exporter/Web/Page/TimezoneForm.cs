using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>Where a visitor says in which time zone days are to be cut: one of the configured ones, an offset, or any other by its name.</summary>
internal static class TimezoneForm
{
    public static Html Of(PageRequest request, ImmutableArray<Timezone> configured)
    {
        var offered = new[] { Timezone.Utc }.Concat(configured).Concat(Timezone.WholeHours).DistinctBy(timezone => timezone.Label);
        var invalid = request.Mistake is null ? Html.None : Html.Of($""" aria-invalid="true" aria-describedby="timezone-mistake" """);
        var reload = request.Reload ? Html.Of($""" checked="checked" """) : Html.None;
        return $"""
            <form action="/" method="get">
            <div><label for="timezone">Time zone</label>
            <input id="timezone" name="timezone" list="timezones" value="{request.Asked}"{invalid}
            autocomplete="off" autocapitalize="off" spellcheck="false"/>
            <datalist id="timezones">{offered.Select(Option)}</datalist></div>
            <div class="check"><input id="reload" name="reload" type="checkbox" value="minute"{reload}/>
            <label for="reload">Reload every minute</label></div>
            <button type="submit">Show</button>
            </form>
            {(request.Mistake is { } mistake ? Refusal(mistake) : Html.None)}
            """;
    }

    private static Html Option(Timezone timezone) => $"""<option value="{timezone.Label}"></option>""";

    private static Html Refusal(string mistake) => $"""
        <p id="timezone-mistake" class="mistake" role="alert"><strong>timezone</strong>: {mistake} Shown are days in UTC.</p>
        """;
}
