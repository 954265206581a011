using System.Diagnostics.CodeAnalysis;
using Exporter.Configuration;

namespace Exporter.Refresh;

/// <summary>Puts an area together: the slot that everybody reads, its status, its query, and the loop that runs it.</summary>
internal static class AreaRegistration
{
    /// <summary>A refresh is a handful of short statements; one that takes longer than this many of their timeouts hangs.</summary>
    private const int StatementsPerRefresh = 4;

    public static void AddArea<TSnapshot, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TQuery>(
        this IServiceCollection services, string name, AreaSettings settings)
        where TSnapshot : class
        where TQuery : class, IQuery<TSnapshot>
    {
        services.AddSingleton(provider => new SnapshotSlot<TSnapshot>(settings.MaxAge, provider.GetRequiredService<TimeProvider>()));
        if (!settings.Enabled) return;

        var status = new RefreshStatus(name, settings.Interval);
        services.AddSingleton(status);
        services.AddSingleton<IQuery<TSnapshot>, TQuery>();
        services.AddSingleton(provider => new RefreshLoop<TSnapshot>(
            provider.GetRequiredService<IQuery<TSnapshot>>(),
            provider.GetRequiredService<SnapshotSlot<TSnapshot>>(),
            status,
            provider.GetRequiredService<DatabaseHealth>(),
            StatementsPerRefresh * provider.GetRequiredService<DatabaseOptions>().StatementTimeout,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RefreshLoop<TSnapshot>>>()));
        services.AddHostedService(provider => provider.GetRequiredService<RefreshLoop<TSnapshot>>());
    }
}
