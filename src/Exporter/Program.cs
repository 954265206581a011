using Exporter;

await ExporterHost.Build(args).RunAsync();
