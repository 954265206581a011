using Exporter.Metrics;

namespace Exporter.Tests.Metrics;

public sealed class MetricsDocumentTests
{
    [Fact]
    public void Document_OfTheCatalogue_IsUpToDate() => Golden.Check("docs/metrics.md", MetricsDocument.Write(Catalogue.Groups));
}
