using Exporter.WebFile;

namespace Exporter.Tests.WebFile;

public sealed class BcryptHashTests
{
    // Known for long from tests of bcrypt: not made by the library that reads them here.
    [Theory]
    [InlineData("$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe", "a")]
    [InlineData("$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i", "abc")]
    public void Fits_KnownHash_TakesItsPasswordAlone(string text, string password)
    {
        BcryptHash.TryParse(text, out var hash, out var error).ShouldBeTrue(error);
        hash.Cost.ShouldBe(6);
        hash.Fits(password).ShouldBeTrue();
        hash.Fits(password + "x").ShouldBeFalse();
    }

    [Fact]
    public void OfNobody_EveryCost_IsAHashLikeAnyOther()
    {
        for (var cost = 4; cost <= 18; cost++)
            BcryptHash.TryParse(BcryptHash.OfNobody(cost).Text.Reveal(), out _, out var error).ShouldBeTrue(error);
        BcryptHash.OfNobody(4).Fits("").ShouldBeFalse();
        BcryptHash.OfNobody(4).Fits("\0").ShouldBeFalse();
    }
}
