using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Darsgah.Gateway.Shell;

/// <summary>What the pages' frame needs from the host.</summary>
public static class ShellRegistration
{
    /// <summary>
    /// Razor components, the encoder that leaves letters of every script as they are, and <see cref="PageContext"/> from
    /// the request's features.
    /// </summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();

        // Values that the framework offers to components from forms, addresses and kept circuits. No page of ours takes any,
        // and each page asked for them all, with a look at the names of assemblies: 2 % of a lesson's page.
        foreach (var supplier in services.Where(each => each.ServiceType.Name == "ICascadingValueSupplier").ToList())
            services.Remove(supplier);

        // By default each Persian letter would leave as "&#x633;", three times its bytes.
        services.Replace(ServiceDescriptor.Singleton(HtmlEncoder.Create(UnicodeRanges.All)));
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));

        services.AddSingleton(provider =>
            new ShellAssets(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider));
        services.AddScoped(provider =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<PageContext>()
            ?? throw new InvalidOperationException(
                "No PageContext in the request's features; the pipeline must set one before a page is shown."));

        return services;
    }

    /// <summary><c>/brand.css</c>: the colour of the school that the request is for.</summary>
    public static IEndpointConventionBuilder MapBrand(this IEndpointRouteBuilder routes) =>
        routes.MapGet(BrandPath, (HttpContext http, PageContext page) =>
        {
            var named = http.Request.Query.ContainsKey("v");
            http.Response.Headers.CacheControl = named ? "public, max-age=31536000, immutable" : "public, max-age=60";
            return Results.Text(page.Brand.Colour.ToCss(), "text/css", Encoding.UTF8);
        }).ExcludeFromDescription();

    internal const string BrandPath = "/brand.css";
}
