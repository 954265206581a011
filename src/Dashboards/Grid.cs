namespace Dashboards;

/// <summary>Lays panels out on Grafana's 24 columns: from left to right, in lines of one height.</summary>
internal sealed class Grid
{
    private const int Columns = 24;

    private readonly List<object> _panels = [];
    private int _x, _y, _lineHeight;

    public IReadOnlyList<object> Panels => _panels;

    public void Add(Section section)
    {
        if (section.Title.Length > 0) AddHeading(section.Title);
        foreach (var panel in section.Panels)
        {
            if (_x + panel.Width > Columns) BreakLine();
            _panels.Add(panel.ToJson(NextId, _x, _y));
            _x += panel.Width;
            _lineHeight = Math.Max(_lineHeight, panel.Height);
        }
        BreakLine();
    }

    private int NextId => _panels.Count + 1;

    private void AddHeading(string title)
    {
        _panels.Add(new
        {
            id = NextId,
            type = "row",
            title,
            collapsed = false,
            gridPos = new { h = 1, w = Columns, x = 0, y = _y },
            panels = Array.Empty<object>(),
        });
        _y++;
    }

    private void BreakLine() => (_x, _y, _lineHeight) = (0, _y + _lineHeight, 0);
}
