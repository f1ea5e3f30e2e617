using System.Diagnostics;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Errors;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Http;

/// <summary>Gives every failure and every bare status its page, in the visitor's language, without details.</summary>
/// <remarks>Under <c>/api</c> the same as problem details (RFC 9457).</remarks>
internal sealed class ErrorPages(RequestDelegate next, ILogger<ErrorPages> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);

            if (IsBare(http.Response))
                await Answer(http, http.Features.Get<Trouble>() ?? Trouble.Of(http.Response.StatusCode));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads it; logs and measurements do.
            if (!http.Response.HasStarted)
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            var trouble = Trouble.Of(failure);
            Log(failure, trouble);
            http.Response.Clear();
            await Answer(http, trouble);
        }
    }

    /// <summary>What a person can quote and an operator can find in the logs.</summary>
    internal static string Reference(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    private static bool IsBare(HttpResponse response) =>
        !response.HasStarted && response is { StatusCode: >= 400, ContentLength: null, ContentType: null };

    private void Log(Exception failure, Trouble trouble)
    {
        if (Trouble.Cause(failure) is CrossTenantCallException)
            logger.LogCritical(failure, "A call crossed tenants and was refused");
        else if (trouble.Status >= StatusCodes.Status500InternalServerError)
            logger.LogError(failure, "The request failed with {Code}", trouble.Code);
        else
            logger.LogDebug(failure, "The request was refused with {Code}", trouble.Code);
    }

    private async Task Answer(HttpContext http, Trouble trouble)
    {
        http.Response.StatusCode = trouble.Status;

        if (trouble is { Status: StatusCodes.Status503ServiceUnavailable } && http.Response.Headers.RetryAfter.Count == 0)
            http.Response.Headers.RetryAfter = trouble == Trouble.Suspended || trouble == Trouble.NotOpen ? "3600" : "30";

        if (http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            await Problem(http, trouble).ExecuteAsync(http);
        else
            await ShowPage(http, trouble);
    }

    private static IResult Problem(HttpContext http, Trouble trouble)
    {
        var texts = Texts.Of(PageContexts.Of(http).Language);

        return Results.Problem(
            detail: texts[$"errors.{trouble.Text}_text"],
            statusCode: trouble.Status,
            title: texts[$"errors.{trouble.Text}_title"],
            type: "about:blank",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = trouble.Code,
                ["reference"] = Reference(http),
            });
    }

    // In a scope of its own: the request's renderer may be half through the page that failed.
    private async Task ShowPage(HttpContext http, Trouble trouble)
    {
        var services = http.RequestServices;
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        var context = PageContexts.Of(http);
        var model = new ErrorPageModel(trouble, Reference(http), http.Request.Path + http.Request.QueryString);
        var framed = http.Features.Get<TenantRequest>() is { IsPlatform: false } && trouble != Trouble.Suspended && trouble != Trouble.NotOpen;

        http.Features.Set(context with { CookiePrompt = null });

        // Showing a notice records it in her name, and here nobody acts any more: the next page carries it and the banner.
        http.Features.Set<PendingNotice>(null);
        http.RequestServices = scope.ServiceProvider;

        try
        {
            var page = framed
                ? Page.Of<ErrorPage, ErrorPageModel>(model, refusal: null, trouble.Status)
                : Page.Of<PlainErrorPage, ErrorPageModel>(model, refusal: null, trouble.Status);

            await page.ExecuteAsync(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            logger.LogError(failure, "The error page itself failed");
            http.Response.Clear();
            http.Response.StatusCode = trouble.Status;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync(context.Texts[$"errors.{trouble.Text}_title"] + "\n", http.RequestAborted);
        }
        finally
        {
            http.RequestServices = services;
        }
    }
}
