using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>Takes a settings file over: the rules of the school and its register of purposes.</summary>
internal static class SettingsImport
{
    /// <summary>
    /// What a file is compared with, as one number: both parts count up by one with each change, so their sum is another one
    /// after any.
    /// </summary>
    public static int Mark(School school, PurposeRegister register) => school.Revision + register.Revision;

    /// <summary>Reads a file over what a school has now.</summary>
    public static SettingsReading Read(TenantRequest request, ReadOnlyMemory<byte> bytes) =>
        Read(request.School, bytes, request.Clock.GetUtcNow());

    /// <inheritdoc cref="Read(TenantRequest, ReadOnlyMemory{byte})" />
    public static SettingsReading Read(School school, ReadOnlyMemory<byte> bytes, DateTimeOffset now) =>
        SettingsFile.Read(bytes, school.Rules, rules => PurposeLimits.Of(school, now, rules));

    /// <summary>Saves what was read, if nothing was changed since.</summary>
    /// <returns>The school and its register; or the refusal of whichever part was refused.</returns>
    public static Task<Outcome<(School School, PurposeRegister Register)>> Apply(
        TenantRequest request, SchoolRules rules, ImmutableArray<PutPurpose> purposes, int? mark) =>
        Apply(request.Grains, request.School, rules, purposes, mark);

    /// <remarks>
    /// Two records, rules first: the file was checked as a whole before, and where the process dies between them the file is
    /// taken over once more.
    /// </remarks>
    /// <inheritdoc cref="Apply(TenantRequest, SchoolRules, ImmutableArray{PutPurpose}, int?)" />
    public static async Task<Outcome<(School School, PurposeRegister Register)>> Apply(
        TenantGrains grains, School school, SchoolRules rules, ImmutableArray<PutPurpose> purposes, int? mark)
    {
        var register = await grains.Purposes.All();

        if (mark is { } seen && seen != Mark(school, register))
            return TenancyErrors.Changed(seen, Mark(school, register));

        var changed = SettingsFile.Differences(school.Rules, rules).IsEmpty
            && rules.PolicyLanguage == school.Rules.PolicyLanguage
            && !purposes.IsEmpty
            ? school
            : await grains.School.ChangeRules(rules, school.Revision);

        if (!changed.Succeeded(out var saved, out var refusal))
            return refusal;

        if (purposes.IsEmpty)
            return (saved, register);

        return (await grains.Purposes.PutAll(purposes, register.Revision)).Then(all => (saved, all));
    }
}
