using System.Collections.Immutable;
using Exporter.Configuration;
using Exporter.Tests.Fixtures;
using Exporter.Web.Access;
using Exporter.WebFile;

namespace Exporter.Tests.Web.Access;

public sealed class PasswordsTests
{
    private int _guesses;

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
    public async Task Login_RightAgain_IsNoGuess()
    {
        var passwords = new Passwords([User("alice", "one"), User("bob", "two")]);
        for (var i = 0; i < 3; i++) (await LoginAsync(passwords, "alice", "one")).ShouldBe(Login.Right);
        _guesses.ShouldBe(1);
        (await LoginAsync(passwords, "bob", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, "alice", "One")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, "Alice", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(passwords, "alice", "")).ShouldBe(Login.Wrong);
        _guesses.ShouldBe(5);
        (await LoginAsync(passwords, "alice", "one")).ShouldBe(Login.Right);
        _guesses.ShouldBe(5);
    }

    [Fact]
    public async Task Login_ManyRightAtOnce_AreOneGuess()
    {
        var passwords = new Passwords([User("alice", "one")]);
        var logins = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => LoginAsync(passwords, "alice", "one").AsTask(), Cancellation)));
        logins.ShouldAllBe(login => login == Login.Right);
        _guesses.ShouldBe(1);
    }

    /// <summary>A hash of nobody's belongs to no password; and even if one were found, to no user.</summary>
    [Fact]
    public async Task Login_UnknownUser_IsNeverRight()
    {
        var passwords = new Passwords([User("alice", "one")]);
        (await LoginAsync(passwords, "nobody", "one")).ShouldBe(Login.Wrong);
        (await LoginAsync(new Passwords([]), "alice", "one")).ShouldBe(Login.Wrong);
    }

    private static User User(string name, string password) => new(name, Parsed(WebFolder.HashOf(password)));

    private static BcryptHash Parsed(string text) => BcryptHash.TryParse(text, out var hash, out var error) ? hash : throw new ArgumentException(error);

    private static long Work(Passwords passwords, string name) => passwords.Work(name).Sum(hash => 1L << hash.Cost);

    private ValueTask<Login> LoginAsync(Passwords passwords, string name, string password) =>
        passwords.LoginAsync(new BasicLogin(name, new Secret(password)), () => Interlocked.Increment(ref _guesses) > 0, Cancellation);
}
