using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class UnprivilegedUserTests
{
    private static readonly string[] _accounts =
        ["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65533:nobody:/:/usr/sbin/nologin", "postgres:x:101:104::/:/bin/sh"];

    [Theory]
    [InlineData("setpriv", "setpriv --reuid=101 --regid=104 --clear-groups --")]
    [InlineData("runuser", "runuser -u postgres --")]
    [InlineData("su", "su -s /bin/sh -c exec \"$@\" -- postgres sh")]
    public void Prefix_PostgresAccount_IsTakenByWhateverToolThereIs(string tool, string expected) =>
        string.Join(' ', UnprivilegedUser.Prefix(_accounts, program => program == tool)).ShouldBe(expected);

    [Fact]
    public void Prefix_NoPostgresAccount_TakesNobody() =>
        UnprivilegedUser.Prefix(_accounts[..2], _ => true).ShouldContain("--reuid=65534");

    [Fact]
    public void Prefix_NoAccountAtAll_Throws() =>
        Should.Throw<InvalidOperationException>(() => UnprivilegedUser.Prefix(_accounts[..1], _ => true));
}
