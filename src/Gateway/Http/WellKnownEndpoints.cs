using System.Globalization;
using System.Text;
using Darsgah.Gateway.Shell;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Http;

/// <summary>Addresses that programs look for on every site.</summary>
internal static class WellKnownEndpoints
{
    private static readonly TimeSpan ContactStaysGood = TimeSpan.FromDays(180);

    public static void MapWellKnown(this IEndpointRouteBuilder routes)
    {
        var known = routes.MapGroup("").ExcludeFromDescription();

        known.MapGet("/.well-known/security.txt", SecurityText);
        known.MapGet("/.well-known/gpc.json", PrivacyControl);
        known.MapGet("/.well-known/change-password", () => Results.Redirect($"{Places.Account}/password"));
        known.MapGet("/robots.txt", Robots);
    }

    // RFC 9116: whoever can mend the software first, then the school; it expires in less than a year (2.5.5).
    private static IResult SecurityText(TenantRequest request, IOptions<PlatformOptions> platform, TimeProvider clock)
    {
        var contacts = new[] { platform.Value.SecurityContact, request.School.Profile.Contact }
            .Where(contact => contact is { Length: > 0 })
            .Select(contact => Uri.TryCreate(contact, UriKind.Absolute, out _) ? contact : $"mailto:{contact}")
            .ToList();

        if (contacts.Count == 0)
            return Results.NotFound();

        var expires = (clock.GetUtcNow() + ContactStaysGood).ToString("yyyy-MM-dd'T'00:00:00'Z'", CultureInfo.InvariantCulture);
        var text = new StringBuilder();

        foreach (var contact in contacts)
            text.Append(CultureInfo.InvariantCulture, $"Contact: {contact}\n");

        text.Append(CultureInfo.InvariantCulture, $"Expires: {expires}\n");
        text.Append(CultureInfo.InvariantCulture, $"Preferred-Languages: {string.Join(", ", request.School.Profile.Languages)}\n");
        text.Append(CultureInfo.InvariantCulture, $"Canonical: {request.Origin}/.well-known/security.txt\n");

        return Results.Text(text.ToString(), "text/plain", Encoding.UTF8);
    }

    // Global Privacy Control: nothing is sold or shared for advertising here, so the signal is always kept.
    private static IResult PrivacyControl(TenantRequest request) => Results.Json(new
    {
        gpc = true,
        lastUpdate = request.School.FoundedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    });

    private static IResult Robots(TenantRequest request) => Results.Text(
        request.IsPlatform
            ? "User-agent: *\nDisallow: /\n"
            : $"User-agent: *\nDisallow: {Places.Account}\nDisallow: {Places.Admin}\nDisallow: {Places.Learning}\n" +
              $"Disallow: {Places.SignIn}\nDisallow: {Places.SignUp}\nDisallow: /api/\n",
        "text/plain",
        Encoding.UTF8);
}
