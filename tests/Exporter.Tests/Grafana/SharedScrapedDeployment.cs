namespace Exporter.Tests.Grafana;

/// <summary>The tests that ask one <see cref="ScrapedDeployment"/>.</summary>
[CollectionDefinition(nameof(ScrapedDeployment))]
public sealed class SharedScrapedDeployment : ICollectionFixture<ScrapedDeployment>;
