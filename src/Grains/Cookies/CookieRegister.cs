using System.Text.RegularExpressions;

namespace Darsgah.Grains.Cookies;

/// <summary>Every version of a school's declaration, and the rules for the next. No I/O, no clock, no grain.</summary>
[GenerateSerializer, Immutable, Alias("cookies.register.state")]
internal sealed partial record CookieRegister
{
    // Browsers keep nothing longer (RFC 6265bis, 5.5).
    internal const int LongestLife = 400;

    internal const int MostCookies = 50;
    internal const int LongestWords = 300;

    /// <summary>Oldest first; only <see cref="Declare"/> adds.</summary>
    [Id(0)] public ImmutableArray<CookieVersion> Versions { get; init; } = [];

    public CookieVersion Current => Versions.IsEmpty ? CookieVersion.None : Versions[^1];

    public CookieVersion? Version(int number) => number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <param name="languages">The languages that the school offers.</param>
    public Outcome<CookieRegister> Declare(DeclareCookies command, IReadOnlyList<string> languages, string by, DateTimeOffset at)
    {
        if (command.ExpectedVersion != Current.Number)
            return CookieErrors.Changed(command.ExpectedVersion, Current.Number);

        if (Refuse(command.Cookies, languages) is { } refusal)
            return refusal;

        var number = Current.Number + 1;
        ImmutableArray<CookieDeclaration> next =
        [
            .. command.Cookies.OrderBy(cookie => cookie.Name, StringComparer.Ordinal)
                .Select(cookie => cookie with { Since = Find(cookie.Name) is { } known && !Widens(known, cookie) ? known.Since : number }),
        ];

        return next.Length == Current.Cookies.Length && next.Zip(Current.Cookies).All(pair => Same(pair.First, pair.Second))
            ? this
            : this with { Versions = Versions.Add(new(number, at, by, next)) };
    }

    private CookieDeclaration? Find(string name) =>
        Current.Cookies.FirstOrDefault(cookie => string.Equals(cookie.Name, name, StringComparison.Ordinal));

    // Words in one more language say nothing new; other words for what it is for may.
    private static bool Widens(CookieDeclaration known, CookieDeclaration next) =>
        next.Category != known.Category
        || !string.Equals(next.SetBy, known.SetBy, StringComparison.Ordinal)
        || next.Days > known.Days
        || known.Why.Any(why => next.Why.TryGetValue(why.Key, out var now) && !string.Equals(now, why.Value, StringComparison.Ordinal));

    internal static bool Same(CookieDeclaration one, CookieDeclaration other) =>
        one with { Why = other.Why } == other
        && one.Why.Count == other.Why.Count
        && one.Why.All(why => other.Why.TryGetValue(why.Key, out var text) && string.Equals(text, why.Value, StringComparison.Ordinal));

    private static Error? Refuse(ImmutableArray<CookieDeclaration> cookies, IReadOnlyList<string> languages)
    {
        if (cookies.IsDefault || cookies.Length > MostCookies)
            return CookieErrors.Bad("many", "cookies", $"A school declares at most {MostCookies} cookies.", "");

        return cookies.Select(cookie => Refuse(cookie, cookies, languages)).FirstOrDefault(refusal => refusal is not null);
    }

    internal static Error? Refuse(CookieDeclaration cookie, ImmutableArray<CookieDeclaration> all, IReadOnlyList<string> languages)
    {
        if (cookie?.Name is null || !Name().IsMatch(cookie.Name))
        {
            return CookieErrors.Bad(
                "name", "name", $"'{cookie?.Name}' is no cookie's name: 1 to 64 letters, digits and !#$%&'+-.^_`|~, and * at the end for any end.", cookie?.Name ?? "");
        }

        if (all.Count(other => other is not null && string.Equals(other.Name, cookie.Name, StringComparison.Ordinal)) > 1)
            return CookieErrors.Bad("twice", "name", $"'{cookie.Name}' is declared twice.", cookie.Name);

        // What cannot be refused is the software's own, and there is no fourth use of it (B28).
        if (cookie.Category is not (CookieCategory.Functional or CookieCategory.Analytics or CookieCategory.Social))
        {
            return CookieErrors.Bad(
                "essential", "category", $"'{cookie.Name}' is functional, analytics or social: the site works without it.", cookie.Name);
        }

        if (!IsLine(cookie.SetBy, 80))
            return CookieErrors.Bad("set_by", "set_by", $"Say in 1 to 80 characters who sets '{cookie.Name}'.", cookie.Name);

        if (cookie.Days is < 0 or > LongestLife)
        {
            return CookieErrors.Bad(
                "days", "days", $"'{cookie.Name}' is kept 0 to {LongestLife} days; 0 is until the browser is closed.", cookie.Name);
        }

        return cookie.Why is null || cookie.Why.Any(why => !IsLine(why.Value, LongestWords)) || languages.Any(language => !cookie.Why.ContainsKey(language))
            ? CookieErrors.Bad(
                "why",
                "why",
                $"Say in 1 to {LongestWords} characters what '{cookie.Name}' is for, in every language of the school: {string.Join(", ", languages)}.",
                cookie.Name)
            : null;
    }

    private static bool IsLine(string? text, int most) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= most && !text.Any(char.IsControl);

    // A token of RFC 9110, 5.6.2; the star only at the end.
    [GeneratedRegex("^[A-Za-z0-9!#$%&'+.^_`|~-]{1,63}(\\*|[A-Za-z0-9!#$%&'+.^_`|~-])?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
