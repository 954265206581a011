namespace Simulation;

/// <summary>How large a simulated deployment is. Equal shapes at equal times give equal rows.</summary>
/// <param name="Users">People with an account; most of them have one to three workspaces.</param>
/// <param name="Templates">Live templates; two deleted ones come on top.</param>
/// <param name="Days">Length of the history.</param>
/// <param name="Seed">Everything random comes from this.</param>
/// <param name="Rows">
/// About how many agent reports the history holds. Real agents report every 30 s, which is some 17 million rows for the default shape, so
/// history is thinned (or thickened) to this number; the last hour and everything after it come at <paramref name="ReportInterval"/>.
/// </param>
/// <param name="Organizations">Organizations, the first of them the largest.</param>
/// <param name="ReportInterval">Time between two reports of an agent; 30 s when null.</param>
/// <param name="UsageMode">
/// From E4: agents count no sessions, clients tell of them in usage rows, as under Coder's experiment workspace-usage.
/// </param>
/// <param name="Steady">As many people leave as join; otherwise the deployment grows.</param>
public sealed record DeploymentShape(
    int Users = 300, int Templates = 12, int Days = 60, int Seed = 1, int Rows = 2_000_000, int Organizations = 2,
    TimeSpan? ReportInterval = null, bool UsageMode = false, bool Steady = false)
{
    internal ulong DiceSeed => (ulong)Seed;

    internal TimeSpan Interval => ReportInterval ?? TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Users, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Templates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Days, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Organizations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Interval, TimeSpan.FromMilliseconds(100));
    }
}
