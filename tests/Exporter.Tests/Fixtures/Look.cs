namespace Exporter.Tests.Fixtures;

/// <summary>What somebody looks through.</summary>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Scale">Device pixels to a CSS pixel: 2 with half the width is a page zoomed to 200 %.</param>
internal sealed record Look(int Width, int Height, bool Dark = false, double Scale = 1)
{
    public static readonly Look Laptop = new(1280, 800);
    public static readonly Look LaptopAtNight = Laptop with { Dark = true };
    public static readonly Look Phone = new(320, 640, Scale: 2);
    public static readonly Look Zoomed = new(640, 400, Scale: 2);
    public static readonly Look Wall = new(3840, 2160);
}
