using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.Extensions;

namespace Darsgah.Gateway.Shell;

/// <summary>A page in its frame as an answer: drawn whole first, so that what fails on the way can still be an error page.</summary>
/// <remarks>
/// In place of <see cref="Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult"/>, which is made for pages that stream or
/// come alive in the browser: it lists every piece of text before it writes any, and looks up the frame's type anew each time.
/// That was two fifths of what a page allocated.
/// </remarks>
internal sealed class PageResult<TPage>(object model, object? refusal, int status) : IResult, IStatusCodeHttpResult
    where TPage : IComponent
{
    // The page's frame and that one's own, innermost first.
    private static readonly ImmutableArray<Type> frames = [.. Frames(typeof(TPage))];

    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);

        using var text = new PageText();
        await Draw(httpContext, text);

        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = text.Utf8.Length;
        await response.BodyWriter.WriteAsync(text.Utf8, httpContext.RequestAborted);
    }

    private async Task Draw(HttpContext http, PageText text)
    {
        var services = http.RequestServices;

        // Forms without an address of their own lead to the page's.
        if (services.GetRequiredService<NavigationManager>() is IHostEnvironmentNavigationManager navigation)
        {
            var request = http.Request;
            navigation.Initialize(
                UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, "/"), request.GetEncodedUrl());
        }

        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<Root>(ParameterView.FromDictionary(
                new Dictionary<string, object?>(StringComparer.Ordinal) { [nameof(Root.Whole)] = Whole() }));
            root.WriteHtmlTo(text);
        });
    }

    private RenderFragment Whole()
    {
        RenderFragment whole = builder =>
        {
            builder.OpenComponent(0, typeof(TPage));
            builder.AddComponentParameter(1, "Model", model);
            builder.AddComponentParameter(2, "Refusal", refusal);
            builder.CloseComponent();
        };

        foreach (var frame in frames)
        {
            var inside = whole;
            whole = builder =>
            {
                builder.OpenComponent(0, frame);
                builder.AddComponentParameter(1, nameof(LayoutComponentBase.Body), inside);
                builder.CloseComponent();
            };
        }

        return whole;
    }

    private static IEnumerable<Type> Frames(Type inner)
    {
        for (var frame = Frame(inner); frame is not null; frame = Frame(frame))
            yield return frame;
    }

    private static Type? Frame(Type inner) => inner.GetCustomAttribute<LayoutAttribute>()?.LayoutType;

    private sealed class Root : IComponent
    {
        private RenderHandle handle;

        [Parameter] public RenderFragment Whole { get; set; } = default!;

        public void Attach(RenderHandle renderHandle) => handle = renderHandle;

        public Task SetParametersAsync(ParameterView parameters)
        {
            parameters.SetParameterProperties(this);
            handle.Render(Whole);
            return Task.CompletedTask;
        }
    }
}
