using Darsgah.Silo.Outbox;

namespace Darsgah.Gateway.Cookies;

/// <summary>What cookies need from the host.</summary>
internal static class CookieRegistration
{
    public static IServiceCollection AddCookies(this IServiceCollection services) => services
        .AddSingleton<OwnCookies>()
        .AddSingleton<CookieChoices>()
        .AddSingleton<IOutboxHandler, VisitorErasureHandler>()
        .AddSingleton<StrippedCookies>();
}
