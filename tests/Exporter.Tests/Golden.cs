namespace Exporter.Tests;

/// <summary>Compares a text with a file of the repository. With <c>UPDATE_GOLDEN=1</c> in the environment the file is written instead.</summary>
internal static class Golden
{
    /// <param name="path">Relative to the root of the repository, with slashes.</param>
    /// <param name="text">What the file must hold.</param>
    public static void Check(string path, string text)
    {
        var file = Path.Combine(RepositoryRoot, path);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
        File.Exists(file).ShouldBeTrue($"{path} does not exist; run the tests once with UPDATE_GOLDEN=1 to write it.");
        File.ReadAllText(file).ShouldBe(text, $"{path} is out of date; run the tests once with UPDATE_GOLDEN=1 and look at the difference.");
    }

    /// <summary>The folder of Exporter.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Exporter.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return folder.FullName;
    }
}
