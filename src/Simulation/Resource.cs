namespace Simulation;

/// <summary>Text files that lie beside the code that uses them and travel inside the assembly.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"No embedded file {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
