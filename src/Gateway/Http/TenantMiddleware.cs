using System.Runtime.ExceptionServices;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Finbuckle.MultiTenant.AspNetCore.Extensions;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Http;

/// <summary>From the school that the host leads to: the scope of every grain call, and the endpoints' request.</summary>
internal sealed class TenantMiddleware(
    RequestDelegate next, IGrainFactory grains, PublicAddress address, IOptions<GatewayOptions> options, TimeProvider clock)
{
    private readonly string cookie = options.Value.CookieName(LanguageChoice.Parameter);

    // Must stay async: an async method undoes its AsyncLocal writes on return. Without that, the tenant can outlive
    // its request on a kept-alive connection (https://github.com/dotnet/aspnetcore/issues/13991).
    public async Task InvokeAsync(HttpContext http, TenantLookup lookup)
    {
        if (lookup.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);

        if (http.GetTenantInfo<SchoolTenant>() is { } tenant)
        {
            TenantScope.Enter(tenant.School.Id);
            http.Features.Set(Request(http, tenant));
        }

        await next(http);
    }

    private TenantRequest Request(HttpContext http, SchoolTenant tenant)
    {
        var school = tenant.School;
        var offered = LanguageChoice.Offered(school);
        var (language, chosen) = LanguageChoice.Of(
            http.Request, offered, offered.FirstOrDefault() ?? UiLanguages.English, cookie);

        if (chosen && http.Request.Query.ContainsKey(LanguageChoice.Parameter) && HttpMethods.IsGet(http.Request.Method))
            LanguageChoice.Keep(http, language, options.Value);

        return new TenantRequest
        {
            School = school,
            Grains = new TenantGrains(grains, school.Id),
            Origin = address.Of(school.Hosts is [var canonical, ..] ? canonical : tenant.Identifier),
            UiLanguage = language,
            LanguageWasChosen = chosen,
            Clock = clock,
        };
    }
}
