using System.Collections.Immutable;
using System.Net;
using Exporter.Configuration;
using Exporter.Tests.Fixtures;
using Exporter.Web.Access;
using Exporter.WebFile;

namespace Exporter.Tests.Web.Access;

public sealed class PasswordsTests
{
    private static readonly IPAddress Somebody = IPAddress.Parse("192.0.2.7");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What a refusal costs is 2^cost for each hash that is looked at.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(4, 4)]
    [InlineData(4, 6, 9)]
    [InlineData(12, 10, 5, 11)]
    public void Work_OfARefusal_IsTheSameForEverybody(params int[] costs)
    {
        ImmutableArray<User> users = [.. costs.Select((cost, i) => new User($"user{i}", BcryptHash.OfNobody(cost)))];
        var passwords = new Passwords(users);
        var unknown = Work(passwords, "nobody");
        unknown.ShouldBe(1L << costs.Max());
        users.ShouldAllBe(user => Work(passwords, user.Name) == unknown);
    }

    [Fact]
    public async Task Login_Right_IsNotCounted_AndWrongOnesAre()
    {
        using var failed = new FailedLogins(perMinute: 4);
        var passwords = new Passwords([User("alice", "one"), User("bob", "two")]);
        for (var i = 0; i < 3; i++) (await LoginAsync(passwords, failed, "alice", "one")).ShouldBe(Login.Right);
        (await LoginAsync(passwords, failed, "bob", "two")).ShouldBe(Login.Right);
        (await LoginAsync(passwords, failed, "bob", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, failed, "alice", "One")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, failed, "Alice", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, failed, "alice", "")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, failed, "alice", "two")).ShouldBe(Login.TooOften);
        (await LoginAsync(passwords, failed, "alice", "one")).ShouldBe(Login.Right);
    }

    [Fact]
    public async Task Login_ManyRightAtOnce_CountAsNone()
    {
        using var failed = new FailedLogins(perMinute: 1);
        var passwords = new Passwords([User("alice", "one")]);
        var logins = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => LoginAsync(passwords, failed, "alice", "one").AsTask(), Cancellation)));
        logins.ShouldAllBe(login => login == Login.Right);
        failed.Wait(Somebody).ShouldBeNull();
    }

    /// <summary>A hash of nobody's belongs to no password; and even if one were found, to no user.</summary>
    [Fact]
    public async Task Login_UnknownUser_IsNeverRight()
    {
        using var failed = new FailedLogins(perMinute: 10);
        var passwords = new Passwords([User("alice", "one")]);
        (await LoginAsync(passwords, failed, "nobody", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(new Passwords([]), failed, "alice", "one")).ShouldBe(Login.Wrong);
    }

    private static User User(string name, string password) => new(name, Parsed(WebFolder.HashOf(password)));

    private static BcryptHash Parsed(string text) => BcryptHash.TryParse(text, out var hash, out var error) ? hash : throw new ArgumentException(error);

    private static long Work(Passwords passwords, string name) => passwords.Work(name).Sum(hash => 1L << hash.Cost);

    private static ValueTask<Login> LoginAsync(Passwords passwords, FailedLogins failed, string name, string password) =>
        passwords.LoginAsync(new BasicLogin(name, new Secret(password)), failed, Somebody, Cancellation);
}
