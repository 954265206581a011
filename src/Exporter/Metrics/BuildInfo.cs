using System.Reflection;
using System.Runtime.InteropServices;

namespace Exporter.Metrics;

/// <summary>What this binary is.</summary>
internal static class BuildInfo
{
    // "1.2.3+0123456789abcdef": the SDK appends the commit.
    private static readonly string[] Informational =
        (typeof(BuildInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+', 2);

    public static string Version => Informational[0];
    public static string Revision => Informational.Length > 1 ? Informational[1] : "unknown";
    public static string Framework => RuntimeInformation.FrameworkDescription;
}
