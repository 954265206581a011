namespace Exporter.Web;

/// <summary>What is answered when no endpoint does: an unknown path, a wrong method, a bug.</summary>
internal static class ErrorPages
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(errors => errors.Run(context => Problem.Of(
            StatusCodes.Status500InternalServerError, "Internal Server Error", "Something went wrong.", "The log says what.").ExecuteAsync(context)));
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound("There is nothing at this address; / lists what there is.")
                .ExecuteAsync(context.HttpContext),
            StatusCodes.Status405MethodNotAllowed => Problem.Of(
                StatusCodes.Status405MethodNotAllowed, "Method Not Allowed", "This address cannot be used like that.",
                $"It takes {context.HttpContext.Response.Headers.Allow}.").ExecuteAsync(context.HttpContext),
            _ => Task.CompletedTask,
        });
    }
}
