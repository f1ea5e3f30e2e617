using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Privacy;

/// <param name="Standings">Where she stands with each document she has met.</param>
/// <param name="Entries">All that happened, oldest first.</param>
/// <param name="OnRefusal">What a withdrawal means at this school.</param>
/// <param name="Contact">Where to write to the school; empty for nowhere.</param>
/// <param name="Mails">Notices that were sent to her by mail, the newest first.</param>
/// <param name="Withdrawn">She has just withdrawn one.</param>
/// <param name="Purposes">What the school's purposes are called, where she answered one.</param>
/// <param name="Actors">Who acts for her, and for whom she acts.</param>
/// <param name="BrokenAt">The first line that is not as it was written; null where the chain holds.</param>
public sealed record PrivacyPageModel(
    ImmutableArray<DocumentStanding> Standings,
    ImmutableArray<ConsentEntry> Entries,
    RefusalAction OnRefusal,
    string Contact,
    ImmutableArray<NoticeDelivery> Mails,
    bool Withdrawn,
    ImmutableDictionary<Id<Purpose>, string> Purposes,
    HerActors Actors,
    int? BrokenAt)
{
    /// <summary>What the purpose of an entry is called; null for one about a document.</summary>
    public string? NameOf(ConsentEntry entry) =>
        entry.Purpose is { } about ? Purposes.GetValueOrDefault(about.Key, about.Key.Value) : null;

    /// <summary>Documents she has answered.</summary>
    public IEnumerable<DocumentStanding> Answered => Standings.Where(standing => standing.Last is not null);

    /// <summary>Notices she was shown, newest first.</summary>
    public IEnumerable<ConsentEntry> Notices => Entries.Where(entry => entry.Act == ConsentAct.NoticeServed).Reverse();

    /// <summary>What she did, newest first.</summary>
    public IEnumerable<ConsentEntry> Acts => Entries.Where(entry => entry.Act != ConsentAct.NoticeServed).Reverse();
}

/// <param name="Last">The last thing she did about it; null where she was only shown it.</param>
/// <param name="Current">Its version in force; null for none.</param>
public sealed record DocumentStanding(Id<Document> Document, ConsentEntry? Last, int? Current)
{
    /// <summary>Her agreement that stands, or null.</summary>
    public ConsentEntry? Agreed => Last is { Act: ConsentAct.Accepted } ? Last : null;

    /// <summary>It was given to an older version.</summary>
    public bool IsOutdated => Agreed is not null && Agreed.Shown.Version < Current;
}

/// <param name="Entry">The line of the ledger.</param>
/// <param name="Texts">Languages in which the version's text can be downloaded, the one shown first.</param>
/// <param name="Purpose">The purpose it is about, as it was then; null for a document.</param>
public sealed record ReceiptPageModel(ConsentEntry Entry, ImmutableArray<string> Texts, Purpose? Purpose)
{
    /// <summary>The permanent address of what she was shown.</summary>
    public string Address(string language) => $"{ShownTexts.PathOf(Entry.Shown.Document, Entry.Shown.Version)}?lang={language}";

    /// <summary>The same as a file.</summary>
    public string File(string language) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"/policies/{Entry.Shown.Document}/versions/{Entry.Shown.Version}/text?lang={language}");
}

/// <summary>Who acts for a person, and for whom she acts.</summary>
/// <param name="GuardedUntil">Until when a guardian agrees for her, UTC; null where she does so herself.</param>
/// <param name="LinkSent">Her guardian has just been sent a new link.</param>
/// <param name="Mandates">Who has a mandate of hers in force, with the name.</param>
/// <param name="RepresentsOthers">She was given a mandate herself.</param>
public sealed record HerActors(
    DateTimeOffset? GuardedUntil, bool LinkSent, ImmutableArray<(Mandate Mandate, string Name)> Mandates, bool RepresentsOthers);
