using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Darsgah.Gateway.Api;
using Darsgah.Gateway.Certificates;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Pages.Assignments;
using Darsgah.Gateway.Pages.Certificates;
using Darsgah.Gateway.Pages.Community;
using Darsgah.Gateway.Pages.Consent;
using Darsgah.Gateway.Pages.Cookies;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Pages.Notifications;
using Darsgah.Gateway.Pages.Operator;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Pages.Portal;
using Darsgah.Gateway.Pages.Privacy;
using Darsgah.Gateway.Pages.Quizzes;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Gateway.Pages.Teaching;
using Darsgah.Gateway.Pages.Videos;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;
using Finbuckle.MultiTenant.AspNetCore.Extensions;
using Finbuckle.MultiTenant.Extensions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway;

/// <summary>The web side of the product: which services it has, and what a request goes through.</summary>
public static class GatewayHost
{
    private const double SlowestBytesPerSecond = 240;

    /// <summary>Adds the gateway. The host also needs grains: a silo of its own, or a client of a cluster.</summary>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;

        services.AddOptions<GatewayOptions>().BindConfiguration("Gateway")
            .Validate(options => options is { Burst: > 0, PerSecond: > 0, MaxBody: > 0 }, "Gateway: limits are above 0.")
            .Validate(options => options.KeptPages >= 0, "Gateway:KeptPages is a number of bytes; 0 keeps none.")
            .Validate(
                options => options.HeadersTime > TimeSpan.Zero && options.SlowGrace > TimeSpan.FromSeconds(1),
                "Gateway: HeadersTime is above 0, SlowGrace above one second.")
            .Validate(options => options.Public is null or { Port: > 0 }, "Gateway:PublicOrigin is like https://*:8443.")
            .ValidateOnStart();
        services.AddOptions<PlatformOptions>().BindConfiguration("Platform")
            .Validate(options => HostNames.Normalise(options.Host) is not null, "Platform:Host is a host name without a port.")
            .ValidateOnStart();
        services.AddOptions<ProxyOptions>().BindConfiguration("Proxies")
            .Validate(options => options.Networks.All(_ => true), "Proxies:Known has addresses and networks.")
            .ValidateOnStart();

        // The framework's own line for each request has the whole address, with the tokens of mailed links in it; and it
        // breaks the connection where the Host header is a false A-label, before any code of ours.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);

        services.TryAddSingleton(TimeProvider.System);
        services.AddShell();
        services.AddTenants();
        services.AddLimits();
        services.AddForms();

        services.AddPeople();
        services.AddConsent();
        services.AddCookies();
        services.AddPolicies();
        services.AddSingleton<CertificateGuesses>();
        services.AddSingleton<ReceiptChecks>();
        services.AddOperations();
        services.AddMedia();
        JurisdictionProfiles.Load();
        services.AddApi();
        services.AddSingleton<Demo.DemoCourses>();
        services.AddSingleton<Demo.DemoSchools>();

        return builder;
    }

    /// <summary>The pipeline, outermost first, and the endpoints.</summary>
    public static WebApplication UseGateway(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<CookieFilter>();
        app.UseKnownProxies();
        app.UseMiddleware<ErrorPages>();
        app.UseMiddleware<HostGate>();
        app.UseMiddleware<CookieNames>();
        app.UseStaticFiles(StaticFiles.Options);
        app.UseRouting();
        app.UseMultiTenant();
        app.UseMiddleware<TenantMiddleware>();
        app.UseMiddleware<HttpsOnly>();
        app.UseRateLimiter();
        app.UseMiddleware<PolicyRelations>();
        app.UseMiddleware<SchoolGate>();
        app.UsePeople();
        app.UseMiddleware<OpeningGate>();
        app.UseMiddleware<CookieRecords>();
        app.UseMiddleware<KeptPages>();
        app.UseMiddleware<PageMiddleware>();
        app.UseMiddleware<FormGuard>();
        app.UseAntiforgery();
        app.UseAgreementGate();
        app.UseApiDoors();
        app.UseIdempotency();

        app.MapHealth();
        app.MapWellKnown();
        app.MapBrand().On(Hosts.Every);

        app.MapPeople();
        app.MapOperator();

        var school = app.MapGroup("").On(Hosts.School);
        school.MapPortal();
        school.MapCourses();
        school.MapQuizzes();
        school.MapAssignments();
        school.MapLessonMedia();
        school.MapMyTeaching();
        school.MapCommunity();
        school.MapNotifications();
        school.MapCertificates();
        school.MapCredentials();
        school.MapPolicies();
        school.MapConsent();
        school.MapCookies();
        school.MapVideos();
        school.MapPrivacy();
        school.MapReceipts();
        school.MapAdmin();

        app.MapApi();

        return app;
    }

    private static void AddTenants(this IServiceCollection services)
    {
        services.AddScoped<TenantLookup>();
        services.AddSingleton<PublicAddress>();

        // HostGate has brought the host into the one form that the directory keeps, so the whole of it is the identifier.
        services.AddMultiTenant<SchoolTenant>()
            .WithHostStrategy(Finbuckle.MultiTenant.Abstractions.Constants.TenantToken)
            .WithStore<DirectoryTenantStore>(ServiceLifetime.Scoped);

        services.AddScoped(provider =>
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext?.Features.Get<TenantRequest>()
            ?? throw new InvalidOperationException("This request belongs to no tenant, so it has no TenantRequest."));
    }

    private static void AddLimits(this IServiceCollection services)
    {
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>, IOptions<ProxyOptions>>(
            (kestrel, gateway, proxies) =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = gateway.Value.MaxBody;
                kestrel.Limits.MaxConcurrentConnections = gateway.Value.MaxConnections;
                kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
                kestrel.Limits.MaxRequestHeaderCount = 64;
                kestrel.Limits.RequestHeadersTimeout = gateway.Value.HeadersTime;
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(SlowestBytesPerSecond, gateway.Value.SlowGrace);
                kestrel.Limits.MinResponseDataRate = new MinDataRate(SlowestBytesPerSecond, gateway.Value.SlowGrace);
                kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);

                var peers = new PeerConnections(gateway.Value.MaxConnectionsPerPeer, [.. proxies.Value.Networks]);
                kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(peers.Around));
            });

        services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 512;
            form.KeyLengthLimit = 256;
            form.ValueLengthLimit = 1 << 20;
            form.MultipartHeadersCountLimit = 8;

            // Above every body that is read as a form: what people send is never laid aside in a file in the clear.
            form.MemoryBufferThreshold = 8 << 20;
        });

        // A request that binds to nothing is 400 in every environment; never an exception page.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = false);

        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.MaxDepth = 32;
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.TypeInfoResolver =
                (json.SerializerOptions.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(Api.WholeBodies.Require);
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });

        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>()
            .Configure<IOptions<GatewayOptions>>((limits, gateway) => RateLimits.Configure(limits, gateway.Value));
    }

    private static void AddForms(this IServiceCollection services)
    {
        services.AddSingleton<IAntiforgeryAdditionalDataProvider, FormTokenTenant>();
        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<GatewayOptions>>((forms, gateway) =>
        {
            forms.Cookie.Name = gateway.Value.CookieName(OwnCookies.Form);
            forms.Cookie.Path = "/";
            forms.Cookie.SameSite = SameSiteMode.Lax;
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.HeaderName = "X-Form-Token";
            forms.SuppressXFrameOptionsHeader = true;
        });
    }

    // X-Forwarded-* of anybody else is never read. The scheme comes from configuration; that a proxy names http only tells
    // that a visitor came without TLS (HostGate).
    private static void UseKnownProxies(this WebApplication app)
    {
        app.Use((http, next) =>
        {
            http.Request.Headers.Remove(HostGate.ProxyNamedScheme);
            return next(http);
        });

        System.Net.IPNetwork[] networks = [.. app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Networks];

        if (networks.Length == 0)
            return;

        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedProto,
            ForwardLimit = networks.Length,
        };

        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();

        foreach (var network in networks)
            forwarded.KnownIPNetworks.Add(network);

        app.UseForwardedHeaders(forwarded);
    }
}
