using System.Collections.Immutable;

namespace Exporter.Templates;

/// <summary>How a template is named on a series. The id is among them because a deleted and a live template can share all names.</summary>
internal static class TemplateLabels
{
    public static readonly ImmutableArray<string> Names = ["organization_name", "template_id", "template_name"];

    public static string[] Of(Template template) => [template.OrganizationName, template.Id.ToString(), template.Name];
}
