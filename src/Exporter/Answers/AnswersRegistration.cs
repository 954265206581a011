using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.Templates;

namespace Exporter.Answers;

/// <summary>The typed query API.</summary>
internal static class AnswersRegistration
{
    public static void AddAnswers(this IServiceCollection services)
    {
        services.AddSingleton(provider => new ActivityAnswers(provider.GetRequiredService<SnapshotSlot<ActivitySnapshot>>()));
        services.AddSingleton(provider => new BuildTimesAnswers(provider.GetRequiredService<SnapshotSlot<BuildTimesSnapshot>>()));
        services.AddSingleton(provider => new DeploymentAnswers(provider.GetRequiredService<SnapshotSlot<DeploymentSnapshot>>()));
        services.AddSingleton(provider => new TemplateAnswers(
            provider.GetRequiredService<SnapshotSlot<ActivitySnapshot>>(),
            provider.GetRequiredService<ActivityAnswers>(),
            provider.GetRequiredService<BuildTimesAnswers>()));
    }
}
