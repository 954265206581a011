namespace Exporter.Tests.Documentation;

public sealed class LinksTests
{
    public static TheoryData<string> Documents => [.. Document.All.Select(document => document.Path)];

    [Theory, MemberData(nameof(Documents))]
    public void Links_OfADocument_LeadSomewhere(string path)
    {
        var document = Document.All.Single(document => document.Path == path);
        foreach (var link in document.Links.Where(link => !link.Contains("://", StringComparison.Ordinal)))
        {
            var (file, anchor) = (link.Split('#')[0], link.Contains('#', StringComparison.Ordinal) ? link.Split('#')[1] : null);
            var target = file.Length == 0 ? path : Path.GetRelativePath(
                Golden.RepositoryRoot, Path.Combine(Golden.RepositoryRoot, Path.GetDirectoryName(path)!, file));
            Path.Exists(Path.Combine(Golden.RepositoryRoot, target)).ShouldBeTrue($"{path}: {link}");
            if (anchor is not null) Document.All.Single(document => document.Path == target).Anchors.ShouldContain(anchor, $"{path}: {link}");
        }
    }

    /// <summary>A document that nothing links to is found by nobody. Those at the root are found by everybody.</summary>
    [Fact]
    public void Documents_Always_AreLinkedTo()
    {
        var linked = Document.All.SelectMany(document => document.Links.Select(link => Path.GetRelativePath(
            Golden.RepositoryRoot, Path.Combine(Golden.RepositoryRoot, Path.GetDirectoryName(document.Path)!, link.Split('#')[0]))));
        Document.All.Select(document => document.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal)).Except(linked)
            .ShouldBeEmpty();
    }
}
