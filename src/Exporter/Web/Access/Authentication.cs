using System.Globalization;
using Exporter.WebFile;
using Microsoft.AspNetCore.Authorization;

namespace Exporter.Web.Access;

/// <summary>Lets in who shows credentials that the web configuration has, to all that is not open to everybody.</summary>
internal sealed partial class Authentication(LiveWebConfig config, FailedLogins failed, ILogger<Authentication> logger) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var credentials = config.Current.Credentials;
        if (!credentials.AreAsked || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            await next(context);
        else if (await RefusalAsync(context, credentials) is { } refusal)
            await refusal.ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task<IResult?> RefusalAsync(HttpContext context, Credentials credentials)
    {
        var (address, header) = (context.Connection.RemoteIpAddress, context.Request.Headers.Authorization);
        if (header.Count == 0) return Unauthorized(context, credentials, "This needs a login.");
        if (failed.Wait(address) is { } wait) return TooMany(context, wait);
        switch (await credentials.LoginAsync(header.ToString(), failed, address, context.RequestAborted))
        {
            case Login.Right:
                return null;
            case Login.TooOften:
                return TooMany(context, failed.Wait(address) ?? TimeSpan.Zero);
            default:
                LogRefused(address?.ToString() ?? "an unknown address");
                return Unauthorized(context, credentials, "The credentials are wrong.");
        }
    }

    private static IResult Unauthorized(HttpContext context, Credentials credentials, string message)
    {
        context.Response.Headers.WWWAuthenticate = credentials.Schemes;
        return Problem.Of(StatusCodes.Status401Unauthorized, "Unauthorized", message,
            "Send what the exporter's web configuration has: a user's name and password, or a bearer token.");
    }

    private static IResult TooMany(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Problem.Of(StatusCodes.Status429TooManyRequests, "Too Many Requests", "Too many wrong logins.",
            "This address has sent wrong credentials too often; try again later, with right ones.");
    }

    [LoggerMessage(LogLevel.Warning, "A login from {Address} was refused: its credentials are wrong.")]
    private partial void LogRefused(string address);
}
