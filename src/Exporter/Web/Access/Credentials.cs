using System.Collections.Immutable;
using System.Net;
using Exporter.Configuration;
using Exporter.WebFile;
using Microsoft.Extensions.Primitives;

namespace Exporter.Web.Access;

/// <summary>Who is let in: users with a password, and whoever has a token.</summary>
internal sealed class Credentials(ImmutableArray<User> users, ImmutableArray<Secret> tokens)
{
    private readonly Passwords _passwords = new(users);
    private readonly BearerTokens _tokens = new(tokens);

    /// <summary>False: everybody is.</summary>
    public bool AreAsked => users.Length + tokens.Length > 0;

    /// <summary>What can be used, as <c>WWW-Authenticate</c> says it.</summary>
    public StringValues Schemes { get; } = new(
    [
        .. users.IsEmpty ? Array.Empty<string>() : ["Basic realm=\"coder-exporter\", charset=\"UTF-8\""],
        .. tokens.IsEmpty ? Array.Empty<string>() : ["Bearer realm=\"coder-exporter\""],
    ]);

    /// <param name="header">What a request says in <c>Authorization</c>.</param>
    /// <param name="failed">Counts those that are wrong.</param>
    /// <param name="address">Who asks.</param>
    public async ValueTask<Login> LoginAsync(string header, FailedLogins failed, IPAddress? address, CancellationToken cancellation) => AuthorizationHeader.Read(header) switch
    {
        ("bearer", var token) when _tokens.Contain(token) => Login.Right,
        ("basic", var text) when BasicLogin.TryRead(text, out var login) => await _passwords.LoginAsync(login, failed, address, cancellation),
        _ => failed.Wrong(address),
    };
}
