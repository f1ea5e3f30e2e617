using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Orleans;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>One running product with two schools, and endpoints that tell what the pipeline made of a request.</summary>
public sealed class Gatehouse : IAsyncLifetime
{
    public Site Site { get; private set; } = null!;

    public School Alif { get; private set; } = null!;

    public School Bet { get; private set; } = null!;

    public int Port => Site.Port;

    public async ValueTask InitializeAsync()
    {
        Site = await Site.Open(new SiteOptions { Routes = MapProbes });
        Alif = await Site.CreateSchool("alif");
        Bet = await Site.CreateSchool("bet");
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    public static void MapProbes(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/probe", (TenantRequest request, HttpContext http) =>
            $"{request.School.Slug} {request.Tenant} {TenantScope.Current} {request.Origin} {request.UiLanguage} " +
            $"{http.Request.Scheme} {http.Request.Host} {http.Request.Path}");
        routes.MapGet("/probe/school", () => "school").On(Hosts.School);
        routes.MapGet("/probe/console", () => "console").On(Hosts.Platform);
        routes.MapGet("/probe/status/{status:int}", (int status) => Results.StatusCode(status));
        routes.MapGet("/probe/away", () => Results.Redirect("/probe"));

        routes.MapGet("/probe/form", (IAntiforgery forms, HttpContext http) =>
        {
            var tokens = forms.GetAndStoreTokens(http);
            return Results.Content(
                $"<main><form method=post><input type=hidden name='{tokens.FormFieldName}' value='{tokens.RequestToken}'>" +
                "<input name=word></form></main>",
                "text/html");
        });
        routes.MapPost("/probe/form", ([FromForm] string word) => $"took {word}");
        routes.MapPost("/probe/bare", () => "took it");
        routes.MapPost("/api/v1/probe", (ProbeBody body) => $"took {body.Word}").DisableAntiforgery();

        routes.MapGet("/{api:regex(^(probe|api)$)}/boom", string () => throw new InvalidOperationException("s3cret-detail"));
        routes.MapGet("/probe/slow", string () => throw new TimeoutException("s3cret-detail"));
        routes.MapGet("/probe/damaged", string () => throw new StoreDamagedException("s3cret-detail"));
        routes.MapGet("/probe/cross", async (TenantRequest request, IGrainFactory grains) =>
            (await new TenantGrains(grains, Id<Tenant>.Parse($"other-{request.School.Slug}")).School.School())?.Slug);
    }

    internal sealed record ProbeBody(string Word, int Number = 0);
}

[CollectionDefinition(Name)]
public sealed class GatehouseCollection : ICollectionFixture<Gatehouse>
{
    public const string Name = "gatehouse";
}
