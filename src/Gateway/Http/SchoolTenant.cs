using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Finbuckle.MultiTenant.Abstractions;

namespace Darsgah.Gateway.Http;

/// <summary>The school that a request's host leads to.</summary>
/// <param name="Identifier">The host name, in the one form that it is kept in.</param>
public sealed record SchoolTenant(string Identifier, School School) : ITenantInfo
{
    /// <inheritdoc />
    public string Id => School.Id.Value;

    /// <summary>The platform's own console, in the shape of a school so that pages need no second kind of frame.</summary>
    public static SchoolTenant Platform(string host, string name) => new(host, new School(
        TenantKey.Platform,
        TenantKey.Platform.Value,
        SchoolStatus.Active,
        new SchoolProfile(
            UiLanguages.All.ToImmutableDictionary(language => language.Tag, _ => name, StringComparer.Ordinal),
            ImmutableDictionary<string, string>.Empty,
            [.. UiLanguages.All.Select(language => language.Tag)],
            Shell.BrandColour.Default.ToString(),
            "UTC",
            "",
            ""),
        new SchoolRules(),
        [host],
        Revision: 1,
        DateTimeOffset.UnixEpoch));
}
