using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Consent;

/// <param name="Shown">The version in force, as she can accept it.</param>
/// <param name="Last">The last thing she did about the document, or null.</param>
/// <param name="Summary">What the version changed; null where the school wrote none.</param>
/// <param name="Above">The documents that stand above this one, the highest first.</param>
/// <param name="Contact">Where to write to the school; empty for nowhere.</param>
/// <param name="Return">Where she was going.</param>
/// <param name="GuardedUntil">Until when a guardian agrees for her, UTC; null where she does so herself.</param>
public sealed record ConsentPageModel(
    PolicyShown Shown,
    ConsentControl Control,
    RefusalAction OnRefusal,
    ConsentEntry? Last,
    ChangeSummary? Summary,
    ImmutableArray<AboveDocument> Above,
    string Contact,
    string Return,
    DateTimeOffset? GuardedUntil)
{
    /// <summary>Number of the version in force.</summary>
    public int Number => Shown.Version.Head.Number;

    /// <summary>Her agreement to this version, or null.</summary>
    public ConsentEntry? Agreed => Last is { Act: ConsentAct.Accepted } last && last.Shown.Version == Number ? last : null;

    /// <summary>She said no to this version, or took her agreement back.</summary>
    public bool Refused => Last is { Act: ConsentAct.Refused or ConsentAct.Withdrawn } last && last.Shown.Version == Number;

    /// <summary>She answered an older version.</summary>
    public bool IsChange => Last is not null && Last.Shown.Version < Number;

    /// <summary>Address of this page with the way on kept.</summary>
    public string Address => $"/consent/{Shown.Version.Document}?return={Uri.EscapeDataString(Return)}";
}
