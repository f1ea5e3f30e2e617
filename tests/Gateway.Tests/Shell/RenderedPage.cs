using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging.Abstractions;

namespace Darsgah.Gateway.Tests.Shell;

/// <summary>Draws one component as HTML, with a context of the test's making.</summary>
internal static class RenderedPage
{
    public static PageContext Context(UiLanguage language) => new()
    {
        Brand = new("مکتب شمال", BrandColour.Default),
        Language = language,
        Path = "/sign-up",
        Query = "?ui=en&from=home",
    };

    public static async Task<string> Of<TComponent>(PageContext context, params (string Name, object? Value)[] parameters)
        where TComponent : IComponent
    {
        var named = parameters.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddShell().AddConsent().AddSingleton(context).AddSingleton(new ShellAssets(new NullFileProvider()));
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);

        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(named))).ToHtmlString());
    }
}
