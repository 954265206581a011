using Exporter.Templates;

namespace Exporter.Web.Page;

/// <summary>A template as people call it. Names come from people: whatever direction they are written in, they keep to themselves.</summary>
internal static class TemplateName
{
    public static Html Of(Template template)
    {
        var title = template.DisplayName.Length > 0 ? template.DisplayName : template.Name;
        return $"""
            <th scope="row"><bdi>{title}</bdi>{(template.Deprecated ? Html.Of($""" <em>deprecated</em>""") : Html.None)}
            <small><bdi>{template.OrganizationName}</bdi>/<bdi>{template.Name}</bdi></small></th>
            """;
    }
}
