using Exporter.Configuration;

namespace Exporter.Tests.Configuration;

public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Document_OfAllSettings_IsUpToDate() => Golden.Check("docs/configuration.md", ConfigurationDocument.Write(ExporterOptions.Settings));

    [Fact]
    public void Settings_Always_AreDescribedInFull()
    {
        ExporterOptions.Settings.Select(setting => setting.Key).ShouldBeUnique();
        ExporterOptions.Settings.ShouldAllBe(setting => setting.Help.EndsWith('.') && setting.Kind.Length > 0 && setting.Default.Length > 0);
    }
}
