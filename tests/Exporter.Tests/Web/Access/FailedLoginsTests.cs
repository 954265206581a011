using System.Net;
using Exporter.Web.Access;

namespace Exporter.Tests.Web.Access;

public sealed class FailedLoginsTests
{
    private static readonly IPAddress Somebody = IPAddress.Parse("192.0.2.7");

    /// <summary>The limiter gives back a fraction of a guess every tenth of a second; that is not one.</summary>
    [Fact]
    public void Wait_AfterTheLastGuess_LastsUntilAWholeOneIsGivenBack()
    {
        using var failed = new FailedLogins(perMinute: 2);
        failed.Wrong(Somebody).ShouldBe(Login.Wrong);
        failed.Wrong(Somebody).ShouldBe(Login.Wrong);
        failed.Wrong(Somebody).ShouldBe(Login.TooOften);

        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(0.5);)
            failed.Wait(Somebody).ShouldNotBeNull();
        failed.Wait(IPAddress.Parse("192.0.2.8")).ShouldBeNull();
    }
}
