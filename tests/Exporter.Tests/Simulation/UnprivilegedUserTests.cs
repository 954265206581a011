using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class UnprivilegedUserTests
{
    private static readonly string[] Accounts =
        ["root:x:0:0:root:/root:/bin/bash", "nobody:x:65534:65533:nobody:/:/usr/sbin/nologin", "postgres:x:101:104::/:/bin/sh"];

    [Theory]
    [InlineData("setpriv", "setpriv --reuid=101 --regid=104 --clear-groups --")]
    [InlineData("runuser", "runuser -u postgres --")]
    [InlineData("su", "su -s /bin/sh -c exec \"$@\" -- postgres sh")]
    public void Prefix_PostgresAccount_IsTakenByWhateverToolThereIs(string tool, string expected) =>
        string.Join(' ', UnprivilegedUser.Prefix(Accounts, program => program == tool)).ShouldBe(expected);

    [Fact]
    public void Prefix_NoPostgresAccount_TakesNobody() =>
        UnprivilegedUser.Prefix(Accounts[..2], _ => true).ShouldContain("--reuid=65534");

    [Fact]
    public void Prefix_NoAccountAtAll_Throws() =>
        Should.Throw<InvalidOperationException>(() => UnprivilegedUser.Prefix(Accounts[..1], _ => true));
}
