using System.Collections.Immutable;

namespace Dashboards;

/// <summary>A row for each set of labels, with the value of each query beside them, as of now.</summary>
internal static class Table
{
    /// <param name="columns">In the order that they are shown in; what is not among them is left out.</param>
    public static Panel Of(string title, string description, ImmutableArray<Query> queries, ImmutableArray<Column> columns) =>
        new(title, description, queries)
        {
            Type = "table",
            Instant = true,
            Format = "table",
            Width = 24,
            Height = 9,
            Color = new { mode = "thresholds" },
            Overrides = [.. columns.Select(column => column.ToJson()).Where(json => json.Properties.Length > 0)],
            Custom = new
            {
                align = "auto",
                cellOptions = new { type = "auto" },
                filterable = false,
                inspect = false,
            },
            Options = new
            {
                showHeader = true,
                cellHeight = "sm",
                frameIndex = 0,
                sortBy = columns.Where(column => column.SortBy).Select(column => new { displayName = column.Title, desc = true }),
            },
            Transformations =
            [
                new { id = "merge", options = new { } },
                new
                {
                    id = "organize",
                    options = new
                    {
                        excludeByName = new { },
                        includeByName = columns.ToDictionary(column => column.Field, _ => true),
                        indexByName = columns.Index().ToDictionary(column => column.Item.Field, column => column.Index),
                        renameByName = columns.ToDictionary(column => column.Field, column => column.Title),
                    },
                },
            ],
        };
}
