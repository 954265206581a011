namespace Exporter.Web;

/// <summary>Refuses a query parameter that the endpoint does not have, or that comes twice, as Coder's API does: a typo must not go unnoticed.</summary>
internal static class KnownParameters
{
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, params string[] names) =>
        endpoint.AddEndpointFilter(async (context, next) =>
        {
            foreach (var (name, values) in context.HttpContext.Request.Query)
            {
                if (!names.Contains(name))
                    return Problem.BadRequest(name, names.Length == 0
                        ? "This endpoint takes no parameters."
                        : $"There is no such parameter; this endpoint takes {string.Join(", ", names)}.");
                if (values.Count > 1) return Problem.BadRequest(name, "The parameter may be given only once.");
            }
            return await next(context);
        });
}
