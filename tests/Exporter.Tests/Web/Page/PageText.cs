using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web.Page;

/// <summary>The page as a document. It is HTML that is XML too, so that a missing end tag or a bare &amp; is found.</summary>
internal sealed partial record PageText(int Status, XElement Root)
{
    public string Headline => Text(Root.Descendants("h1").Single());

    /// <summary>Each area: its name, the word for its level, and all that is said about it.</summary>
    public string[] Areas => [.. Section("freshness").Descendants("li").Select(Text)];

    public static async Task<PageText> GetAsync(TestExporter exporter, string path = "/")
    {
        var answer = await Answered.GetAsync(exporter, path);
        answer.ContentType.ShouldBe("text/html; charset=utf-8");
        answer.Body.ShouldStartWith("<!DOCTYPE html>\n");
        using var reader = XmlReader.Create(new StringReader(answer.Body), new() { DtdProcessing = DtdProcessing.Ignore });
        return new(answer.Status, XDocument.Load(reader).Root.ShouldNotBeNull());
    }

    public XElement Section(string id) => Root.Descendants("section").Single(section => section.Attribute("aria-labelledby")?.Value == id);

    public string SectionText(string id) => Text(Section(id));

    /// <summary>The rows of a section's table with that class, cells divided by bars.</summary>
    public string[] Rows(string id, string table) =>
    [
        .. Section(id).Descendants("table").Where(found => found.Attribute("class")?.Value == table).Descendants("tbody").Elements("tr")
            .Select(row => string.Join(" | ", row.Elements().Select(Text))),
    ];

    public static string Text(XElement element) =>
        Space().Replace(string.Join(' ', element.DescendantNodes().OfType<XText>().Select(text => text.Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
