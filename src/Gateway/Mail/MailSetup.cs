using System.Net;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.DevMail;
using Darsgah.Gateway.Shell;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Mail;

/// <summary>Mail, put into the host.</summary>
internal static class MailSetup
{
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Mail")
            .Validate(
                options => options.Smtp.Host.Length == 0 || MailHeaders.IsSafe(options.Smtp.From),
                "Mail:Smtp:From is the address that mail comes from, like no-reply@example.org. Set both or none.")
            .ValidateOnStart();

        services.AddSingleton<MailFolder>();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<IMailTransport>(provider =>
            provider.GetRequiredService<IOptions<MailOptions>>().Value.Smtp.Host.Length > 0
                ? provider.GetRequiredService<SmtpTransport>()
                : provider.GetRequiredService<MailFolder>());
        services.AddSingleton<LetterWriter>();
        services.AddSingleton<IOutboxHandler, MailHandler>();
        return services;
    }

    /// <summary>
    /// The mailbox of an installation that sends nothing: only where switched on, only from the machine itself.
    /// </summary>
    public static void MapDevMail(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<MailOptions>>().Value;
        var shown = options.Dev ?? routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment();

        if (options.Smtp.Host.Length == 0 && !shown)
        {
            routes.ServiceProvider.GetRequiredService<ILogger<MailFolder>>().LogWarning(
                "Mail:Smtp:Host is not set: letters are kept in the data folder and go nowhere");
        }

        if (!shown)
            return;

        var mailbox = routes.MapGroup("/dev/mail").ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
                ? await next(context)
                : Results.StatusCode(StatusCodes.Status404NotFound));

        mailbox.MapGet("/", (TenantRequest request, MailFolder folder) =>
            Page.Of<DevMailPage, DevMailPageModel>(new([.. folder.Newest().Where(mail => IsOf(request, mail))])));

        mailbox.MapGet("/{id}", Show);
        mailbox.MapGet("/{id}/html", ShowHtml);
    }

    private static IResult Show(string id, TenantRequest request, MailFolder folder) =>
        Find(request, folder, id) is { } mail
            ? Page.Of<DevMailMessagePage, DevMailMessagePageModel>(new(mail))
            : Results.StatusCode(StatusCodes.Status404NotFound);

    // By itself and under the site's content policy: no script, no style, nothing loaded.
    private static IResult ShowHtml(string id, TenantRequest request, MailFolder folder) =>
        Find(request, folder, id) is { } mail
            ? Results.Content(mail.Html, "text/html; charset=utf-8")
            : Results.StatusCode(StatusCodes.Status404NotFound);

    private static OutgoingMail? Find(TenantRequest request, MailFolder folder, string id) =>
        folder.Find(id) is { } mail && IsOf(request, mail) ? mail : null;

    private static bool IsOf(TenantRequest request, OutgoingMail mail) =>
        mail.Id.StartsWith(request.Tenant.Value + ".", StringComparison.Ordinal);
}
