using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Web.Page;

/// <summary>Many templates, some of them with names that nobody should give.</summary>
internal static class HostileDeployment
{
    public static readonly string[] Names =
    [
        "<script>window.broken = 1</script>",
        "\"><img src=x onerror=\"window.broken = 1\">",
        "' style='display:none' onmouseover='window.broken = 1",
        "&lt;b&gt;</title></svg></table></main>",
        "\u202Eright to left\u202D and \u0001 control",
        new('W', 64),
        "データサイエンス 🚀 شيفرة",
    ];

    public static async Task FillAsync(SimulatedDatabase database, int templates)
    {
        var rows = new CoderRows(database, FixedDeployment.Now.AddDays(-100));
        var organization = await rows.AddOrganizationAsync("<i>org</i>");
        var user = await rows.AddUserAsync("ada", organization: organization);
        for (var i = 0; i < templates; i++)
        {
            var id = Guid.NewGuid();
            await FixedDeployment.AddTemplateAsync(
                database, id, $"template-{i:000}", organization, user, displayName: i < Names.Length ? Names[i] : "");
            if (i < 2 * Names.Length) await rows.AddStatAsync(FixedDeployment.Now.AddMinutes(-i - 1), user, template: id);
        }
    }
}
