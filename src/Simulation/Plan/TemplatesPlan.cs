using System.Globalization;

namespace Simulation;

/// <summary>Draws templates.</summary>
internal static class TemplatesPlan
{
    private static readonly string[] Names =
    [
        "docker", "kubernetes", "aws-linux", "backend-go", "frontend", "data-science", "gcp-linux", "ml-gpu", "embedded", "mobile-android",
        "azure-windows", "sandbox",
    ];

    /// <summary>
    /// The live templates by falling popularity (Zipf's law), the last of them used by nobody, then two deleted ones: a namesake of the
    /// most popular template in its organization, and one with a name of its own.
    /// </summary>
    public static IEnumerable<TemplatePlan> Draw(DeploymentShape shape, DateTimeOffset now)
    {
        for (var rank = 0; rank < shape.Templates; rank++)
        {
            var round = rank / Names.Length;
            var name = Names[rank % Names.Length] + (round == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{round + 1}"));
            var unused = rank > 0 && rank == shape.Templates - 1;
            // The third has been renamed since; its display name still says what it was.
            var renamed = rank == 2;
            var template = Draw(
                shape, rank, renamed ? name + "-new" : name, Organization(shape, rank), unused ? 0 : 1.0 / (rank + 1), now, deleted: null);
            yield return template with { RenamedAt = renamed ? now.AddDays(-shape.Days * 0.3) : null };
        }

        yield return Draw(shape, shape.Templates, Names[0], 0, 0.15, now, now.AddDays(-shape.Days * 0.7));
        yield return Draw(shape, shape.Templates + 1, "legacy-vm", Organization(shape, 2), 0.1, now, now.AddDays(-shape.Days * 0.4));
    }

    /// <summary>A further version, made while the simulation runs.</summary>
    public static VersionPlan Version(Dice dice, int number, DateTimeOffset created) =>
        new(dice.Id(), dice.Id(), string.Create(CultureInfo.InvariantCulture, $"v{number}"), created);

    // One template in three belongs to an organization other than the first.
    private static int Organization(DeploymentShape shape, int rank) =>
        rank % 3 == 2 && shape.Organizations > 1 ? 1 + (rank / 3 % (shape.Organizations - 1)) : 0;

    private static TemplatePlan Draw(
        DeploymentShape shape, int index, string name, int organization, double popularity, DateTimeOffset now, DateTimeOffset? deleted)
    {
        var dice = Dice.For(shape.DiceSeed, 4, index);
        var created = now.AddDays(-shape.Days - dice.Between(210, 300));
        var age = (deleted ?? now) - created;
        var moments = Enumerable.Range(0, dice.Below(8)).Select(_ => created + (age * dice.Unit())).Order().Prepend(created).ToList();
        var title = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(Names[index % Names.Length].Replace('-', ' '));
        return new TemplatePlan(dice.Id(), organization, deleted is null ? title : "", popularity, dice.LogNormal(55, 0.7))
        {
            Name = name,
            CreatedAt = created,
            DeletedAt = deleted,
            Versions = [.. moments.Select((moment, number) => Version(dice, number + 1, moment))],
        };
    }
}
