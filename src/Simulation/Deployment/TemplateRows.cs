namespace Simulation;

/// <summary>Rows of templates and their versions.</summary>
internal static class TemplateRows
{
    private static readonly TimeSpan ImportTime = TimeSpan.FromSeconds(12);

    public static TableRows Templates(DeploymentPlan plan, Period period) => new(
        "templates",
        [
            "id uuid", "created_at timestamptz", "updated_at timestamptz", "organization_id uuid", "deleted boolean", "name varchar",
            "provisioner provisioner_type", "active_version_id uuid", "created_by uuid", "display_name varchar",
        ],
        [.. plan.Templates.Where(template => period.Contains(template.CreatedAt)).Select(template => new object?[]
        {
            template.Id, template.CreatedAt, template.DeletedAt ?? template.RenamedAt ?? template.CreatedAt,
            plan.Organizations[template.Organization].Id, template.DeletedAt is not null, template.Name, "terraform",
            template.Versions[^1].Id, plan.People[0].Id, template.DisplayName,
        })]);

    public static TableRows ImportJobs(DeploymentPlan plan, Period period) => new(
        "provisioner_jobs", JobRows.Columns,
        [.. Versions(plan, period).Select(one => JobRows.Row(
            one.Version.JobId, one.Version.CreatedAt, one.Version.CreatedAt + ImportTime, one.Version.CreatedAt, null,
            one.Version.CreatedAt + ImportTime, null, plan.Organizations[one.Template.Organization].Id, plan.People[0].Id,
            "template_version_import"))]);

    public static TableRows TemplateVersions(DeploymentPlan plan, Period period) => new(
        "template_versions",
        ["id uuid", "template_id uuid", "organization_id uuid", "created_at timestamptz", "name varchar", "job_id uuid", "created_by uuid"],
        [.. Versions(plan, period).Select(one => new object?[]
        {
            one.Version.Id, one.Template.Id, plan.Organizations[one.Template.Organization].Id, one.Version.CreatedAt, one.Version.Name,
            one.Version.JobId, plan.People[0].Id,
        })]);

    private static IEnumerable<(TemplatePlan Template, VersionPlan Version)> Versions(DeploymentPlan plan, Period period) =>
        from template in plan.Templates
        from version in template.Versions
        where period.Contains(version.CreatedAt)
        select (template, version);
}
