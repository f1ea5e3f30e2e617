using System.Globalization;
using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Pages.SignUp;

/// <summary>Reads a sign-up form.</summary>
internal static class SignUpForm
{
    private static readonly ImmutableArray<string> Kept =
        ["email", "name", "first_name", "user_name", "mobile", "country", "birth_year", "birth_month", "birth_day", "guardian_email"];

    /// <summary>What was typed, to show it again. Passwords and consent are given anew each time.</summary>
    public static IReadOnlyDictionary<string, string> Typed(IFormCollection form) =>
        Kept.ToDictionary(name => name, form.One, StringComparer.Ordinal);

    public static SignUpSent Read(IFormCollection form) => new(
        form.One,
        form.Ticked("age"),
        int.TryParse(form.One("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        form.One("hash"),
        form.Ticked(SignUpControl.Box),
        form.One(SignUpControl.Button) is SignUpControl.Send,
        document => About(form, document.Value, $"{SignUpControl.Box}-{document}"),
        purpose => About(form, $"purpose-{purpose}", $"purpose-{purpose}"),
        "/sign-up");

    private static SentDocument About(IFormCollection form, string name, string box) => new(
        int.TryParse(form.One($"version-{name}"), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0,
        form.One($"hash-{name}"),
        form.Ticked(box));
}
