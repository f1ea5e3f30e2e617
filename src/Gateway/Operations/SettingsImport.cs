using System.Globalization;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>Takes a settings file over: the rules of the school, its register of purposes and its declaration of cookies.</summary>
internal static class SettingsImport
{
    /// <summary>
    /// What a file is compared with, as one number: each part counts up by one with each change, so their sum is another one
    /// after any.
    /// </summary>
    public static int Mark(School school, PurposeRegister register, CookieVersion cookies) =>
        school.Revision + register.Revision + cookies.Number;

    /// <summary>Reads a file over what a school has now.</summary>
    public static SettingsReading Read(TenantRequest request, OwnCookies own, ReadOnlyMemory<byte> bytes) =>
        Read(request.School, own, bytes, request.Clock.GetUtcNow());

    /// <inheritdoc cref="Read(TenantRequest, OwnCookies, ReadOnlyMemory{byte})" />
    public static SettingsReading Read(School school, OwnCookies own, ReadOnlyMemory<byte> bytes, DateTimeOffset now)
    {
        var reading = SettingsFile.Read(bytes, school.Rules, rules => PurposeLimits.Of(school, now, rules));
        ImmutableArray<SettingsFault> ours =
        [
            .. (reading.Cookies ?? []).Select((cookie, index) => (cookie.Name, Index: index)).Where(cookie => own.Find(cookie.Name) is not null)
                .Select(cookie => new SettingsFault(
                    string.Create(CultureInfo.InvariantCulture, $"/cookies/{cookie.Index}/name"),
                    "together", cookie.Name, $"'{cookie.Name}' is a cookie of the site itself and is declared already.")),
        ];

        return ours.IsEmpty ? reading : new SettingsReading(null, ours, []);
    }

    /// <summary>Saves what was read, if nothing was changed since.</summary>
    /// <param name="reading">Its purposes and cookies are taken.</param>
    /// <returns>The school as it is then; or the refusal of whichever part was refused.</returns>
    public static Task<Outcome<SettingsTaken>> Apply(TenantRequest request, SchoolRules rules, SettingsReading reading, int? mark) =>
        Apply(request.Grains, request.School, rules, reading, mark);

    /// <remarks>
    /// Three records, rules first: the file was checked as a whole before, and where the process dies between them the file is
    /// taken over once more.
    /// </remarks>
    /// <inheritdoc cref="Apply(TenantRequest, SchoolRules, SettingsReading, int?)" />
    public static async Task<Outcome<SettingsTaken>> Apply(
        TenantGrains grains, School school, SchoolRules rules, SettingsReading reading, int? mark)
    {
        var (register, cookies) = (await grains.Purposes.All(), await grains.Cookies.Current());

        if (mark is { } seen && seen != Mark(school, register, cookies))
            return TenancyErrors.Changed(seen, Mark(school, register, cookies));

        var changed = SettingsFile.Differences(school.Rules, rules).IsEmpty
            && rules.PolicyLanguage == school.Rules.PolicyLanguage
            && !(reading.Purposes.IsEmpty && reading.Cookies is null)
            ? school
            : await grains.School.ChangeRules(rules, school.Revision);

        if (!changed.Succeeded(out var saved, out var refusal))
            return refusal;

        if (!reading.Purposes.IsEmpty && !(await grains.Purposes.PutAll(reading.Purposes, register.Revision)).Succeeded(out register, out refusal))
            return refusal;

        if (reading.Cookies is { } next && !(await grains.Cookies.Declare(new DeclareCookies(next, cookies.Number))).Succeeded(out cookies, out refusal))
            return refusal;

        return new SettingsTaken(saved, register, cookies);
    }
}

/// <summary>What a settings file has made of a school.</summary>
internal sealed record SettingsTaken(School School, PurposeRegister Register, CookieVersion Cookies)
{
    /// <inheritdoc cref="SettingsImport.Mark" />
    public int Mark => SettingsImport.Mark(School, Register, Cookies);
}
