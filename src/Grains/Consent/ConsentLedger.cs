using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

/// <summary>A person's acts and notices as a list of facts, and the rules for adding one. No I/O, no clock, no grain.</summary>
[GenerateSerializer, Immutable, Alias("consent.ledger.state")]
internal sealed record ConsentLedger
{
    /// <summary>Oldest first. Only <see cref="With"/> adds; nothing removes.</summary>
    [Id(0)] public ImmutableArray<ConsentEntry> Entries { get; init; } = [];

    /// <summary>What receipts call her: random, and gone with this record; empty before the first receipt.</summary>
    [Id(1)] public string Pseudonym { get; init; } = "";

    /// <summary>When she is of age; until then a guardian agrees for her. Null for everybody else.</summary>
    [Id(2)] public DateTimeOffset? GuardedUntil { get; init; }

    /// <summary>Until when the ledger of a visitor's browser is kept, UTC; null for everybody else's.</summary>
    [Id(3)] public DateTimeOffset? KeptUntil { get; init; }

    private int Next => Entries.Length + 1;

    /// <summary>A guardian agrees for her.</summary>
    public bool IsGuarded(DateTimeOffset at) => at < GuardedUntil;

    /// <summary>The lines that count at a moment, for looking at; nothing is added to this.</summary>
    public ConsentLedger CountingAt(DateTimeOffset at) =>
        Entries.CountingAt(at) is var counting && counting == Entries ? this : this with { Entries = counting };

    public ConsentEntry ServeNotice(ShownText shown, string surface, string actor, DateTimeOffset at, OnBehalf? behalf = null) =>
        CountingAt(at).Served(shown.Document, shown.Version)
        ?? Seal(ConsentAct.NoticeServed, ConsentType.None, AcceptanceMode.None, shown, "", "", [], surface, actor, 0, at, behalf: behalf);

    public Outcome<ConsentEntry> Accept(AcceptDocument command, string actor, DateTimeOffset at, OnBehalf? behalf = null)
    {
        var (shown, counting) = (command.Shown, CountingAt(at));

        if (counting.Standing(shown.Document) is { } standing && standing.Shown.Version == shown.Version && TypeOf(command) <= standing.Type)
            return standing;

        // What the software itself asks, about cookies and videos, is about her own browser.
        if (IsGuarded(at) && behalf is null && ShownTexts.IsPolicy(shown.Document))
            return ConsentErrors.GuardianNeeded();

        var notice = counting.Served(shown.Document, shown.Version);

        if (notice is null && command.Mode == AcceptanceMode.ContinuedUse)
            return ConsentErrors.NoticeNotServed(shown.Document);

        return Seal(
            ConsentAct.Accepted,
            TypeOf(command),
            command.Mode,
            shown,
            command.ControlId,
            command.ControlLabel,
            command.FieldsPresent,
            command.Surface,
            actor,
            notice?.Number ?? 0,
            at,
            behalf: behalf);
    }

    public ConsentEntry Refuse(ShownText shown, string surface, string actor, DateTimeOffset at, OnBehalf? behalf = null) =>
        CountingAt(at).Last(shown.Document) is { Act: ConsentAct.Refused, ControlId: not ConsentControls.Signal } last
            && last.Shown.Version == shown.Version && last.Behalf == behalf
            ? last
            : Seal(
                ConsentAct.Refused,
                ConsentType.None,
                AcceptanceMode.Button,
                shown,
                "refuse",
                "",
                [],
                surface,
                actor,
                CountingAt(at).Served(shown.Document, shown.Version)?.Number ?? 0,
                at,
                behalf: behalf);

    public ConsentEntry RefuseBySignal(ShownText shown, string surface, string actor, DateTimeOffset at) =>
        CountingAt(at).Last(shown.Document) is { Act: ConsentAct.Refused, ControlId: ConsentControls.Signal } last && last.Shown.Version == shown.Version
            ? last
            : Seal(
                ConsentAct.Refused, ConsentType.None, AcceptanceMode.None, shown, ConsentControls.Signal, "Sec-GPC: 1", [], surface, actor, 0, at);

    public Outcome<ConsentEntry> Withdraw(Id<Document> document, string surface, string actor, DateTimeOffset at, OnBehalf? behalf = null) =>
        CountingAt(at).Standing(document) is { } standing
            ? Seal(
                ConsentAct.Withdrawn,
                ConsentType.None,
                AcceptanceMode.Button,
                standing.Shown,
                "withdraw",
                "",
                [],
                surface,
                actor,
                standing.NoticeNumber,
                at,
                behalf: behalf)
            : ConsentErrors.NothingToWithdraw(document);

    /// <param name="purpose">The purpose as the register has it now.</param>
    /// <param name="words">Its words in the language that she read in.</param>
    /// <param name="rules">The school's rules as they hold for her.</param>
    public Outcome<ConsentEntry> Answer(
        AnswerPurpose command,
        Purpose purpose,
        PurposeText words,
        SchoolRules rules,
        string actor,
        DateTimeOffset at,
        OnBehalf? behalf = null)
    {
        var counting = Entries.CountingAt(at);
        var standing = PurposeStanding.Of(purpose, counting, rules);
        var last = standing.Entry > 0 ? Entries[standing.Entry - 1] : null;
        var agreed = PurposeStanding.IsAgreed(purpose, counting);

        if (command.Decision == PurposeDecision.Withdraw && standing.Basis == LawfulBasis.Consent)
        {
            return agreed || last?.Act == ConsentAct.Accepted
                ? Seal(command, last!.Shown, last.Purpose!, ConsentAct.Withdrawn, ConsentType.None, actor, at, behalf)
                : PurposeErrors.NothingToWithdraw(purpose.Key);
        }

        if (purpose.State != PurposeState.Enabled)
            return PurposeErrors.NotOffered(purpose.Key);

        if (!standing.HasChoice)
            return PurposeErrors.NoChoice(purpose.Key);

        if (command.Version != purpose.Version || command.Hash != words.Hash)
            return PurposeErrors.VersionSuperseded(purpose.Key, command.Version, purpose.Version);

        if (command.Decision == PurposeDecision.Agree && IsGuarded(at) && behalf is null)
            return ConsentErrors.GuardianNeeded();

        var shown = new ShownText(PurposeText.InPlaceOfDocument, purpose.Version, words.Language, words.Hash, words.Language, words.Hash);
        var about = new PurposeShown(purpose.Key, purpose.Version, PurposeText.Edition(purpose));

        // Who no longer objects has not consented. A no where nothing is asked beside takes back what was agreed to.
        var takesBack = agreed && standing.Asked is null;
        var (act, type) = command.Decision != PurposeDecision.Agree ? (takesBack ? ConsentAct.Withdrawn : ConsentAct.Refused, ConsentType.None)
            : standing.Basis != LawfulBasis.Consent ? (ConsentAct.Accepted, ConsentType.None)
            : (ConsentAct.Accepted, command.Explicit ? ConsentType.ExplicitlyExpressed : ConsentType.Expressed);
        var isSaid = last is not null && last.Purpose == about && last.Behalf == behalf && (act == ConsentAct.Accepted
            ? last.Act == act && last.Type >= type
            : last.Act is ConsentAct.Refused or ConsentAct.Withdrawn && !takesBack);

        return isSaid ? last! : Seal(command, shown, about, act, type, actor, at, behalf);
    }

    /// <summary>This ledger with <paramref name="entry"/> at its end; itself if the entry is already there.</summary>
    public ConsentLedger With(ConsentEntry entry) =>
        entry.Number < Next ? this : this with { Entries = Entries.Add(entry) };

    /// <summary>The ledger as it stood at a moment.</summary>
    public ConsentLedger At(DateTimeOffset moment) => this with { Entries = Entries.WrittenBy(moment) };

    /// <summary>The acceptance of a document that stands, or null.</summary>
    public ConsentEntry? Standing(Id<Document> document) =>
        Last(document) is { Act: ConsentAct.Accepted } accepted ? accepted : null;

    /// <summary>The entry that served the notice of a version, or null.</summary>
    public ConsentEntry? Served(Id<Document> document, int version) => Entries.FirstOrDefault(
        entry => entry.Act == ConsentAct.NoticeServed && IsOf(entry, document) && entry.Shown.Version == version);

    /// <summary>The newest version of a document she was shown or answered; 0 for none.</summary>
    public int Known(Id<Document> document) =>
        Entries.Where(entry => IsOf(entry, document)).Select(entry => entry.Shown.Version).DefaultIfEmpty(0).Max();

    /// <summary>The last thing she did about a document; a notice is nothing that she did.</summary>
    public ConsentEntry? Last(Id<Document> document) => Entries.LastOrDefault(
        entry => entry.Act != ConsentAct.NoticeServed && IsOf(entry, document));

    /// <summary>Where the consent that an entry recorded stands today.</summary>
    /// <param name="hash">The entry's hash; of another one nothing is known.</param>
    /// <param name="at">Now, UTC.</param>
    public ConsentNow Now(int number, string hash, DateTimeOffset at)
    {
        if (number < 1 || number > Entries.Length || Entries[number - 1] is not { } entry || entry.Hash != hash)
            return ConsentNow.Unknown;

        if (entry.Act != ConsentAct.Accepted)
            return ConsentNow.NoConsent;

        var last = entry.Purpose is { } purpose
            ? Entries.LastOrDefault(other => other.Purpose?.Key == purpose.Key && other.Act != ConsentAct.NoticeServed)
            : Last(entry.Shown.Document);

        return last == entry ? entry.HasLapsed(at) ? ConsentNow.Expired : ConsentNow.InForce
            : last is { Act: ConsentAct.Withdrawn } ? ConsentNow.Withdrawn : ConsentNow.Superseded;
    }

    /// <summary>Number of the first entry whose chain does not hold, or null where all do.</summary>
    public int? FirstBroken()
    {
        var previous = "";

        foreach (var entry in Entries)
        {
            if (entry.Previous != previous || HashOf(entry) != entry.Hash)
                return entry.Number;

            previous = entry.Hash;
        }

        return null;
    }

    /// <summary>True where an entry is about a document, and about that one.</summary>
    public static bool IsOf(ConsentEntry entry, Id<Document> document) => entry.Purpose is null && entry.Shown.Document == document;

    // Which kind of consent it is follows from what happened (model.md C2); nobody chooses it.
    private static ConsentType TypeOf(AcceptDocument command) => command.Mode switch
    {
        AcceptanceMode.ContinuedUse or AcceptanceMode.None => ConsentType.Implied,
        _ when command.Explicit => ConsentType.ExplicitlyExpressed,
        _ => ConsentType.Expressed,
    };

    private ConsentEntry Seal(
        AnswerPurpose command,
        ShownText shown,
        PurposeShown about,
        ConsentAct act,
        ConsentType type,
        string actor,
        DateTimeOffset at,
        OnBehalf? behalf) =>
        Seal(
            act,
            type,
            command.Mode,
            shown,
            command.ControlId,
            command.ControlLabel,
            [],
            command.Surface,
            actor,
            notice: 0,
            at,
            about,
            behalf);

    private ConsentEntry Seal(
        ConsentAct act,
        ConsentType type,
        AcceptanceMode mode,
        ShownText shown,
        string controlId,
        string controlLabel,
        ImmutableArray<string> fields,
        string surface,
        string actor,
        int notice,
        DateTimeOffset at,
        PurposeShown? purpose = null,
        OnBehalf? behalf = null)
    {
        var previous = Entries.Length == 0 ? "" : Entries[^1].Hash;
        var entry = new ConsentEntry(
            Next, act, type, mode, shown, controlId, controlLabel, fields, surface, actor, notice, at, previous, "", purpose, behalf);

        return entry with { Hash = HashOf(entry) };
    }

    // Every member in a fixed order, each with its length before it, so that no two entries write the same bytes.
    private static string HashOf(ConsentEntry entry)
    {
        var text = new StringBuilder();

        Add(text, entry.Number.ToString(CultureInfo.InvariantCulture));
        Add(text, entry.Act.ToString());
        Add(text, entry.Type.ToString());
        Add(text, entry.Mode.ToString());
        Add(text, entry.Shown.Document.Value);
        Add(text, entry.Shown.Version.ToString(CultureInfo.InvariantCulture));
        Add(text, entry.Shown.Language);
        Add(text, entry.Shown.ShownHash);
        Add(text, entry.Shown.BindingLanguage);
        Add(text, entry.Shown.BindingHash ?? "-");
        Add(text, entry.ControlId);
        Add(text, entry.ControlLabel);
        Add(text, string.Join(',', entry.FieldsPresent));
        Add(text, entry.Surface);
        Add(text, entry.Actor);
        Add(text, entry.NoticeNumber.ToString(CultureInfo.InvariantCulture));
        Add(text, entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        Add(text, entry.Previous);

        // Entries about documents are hashed as they were before there were purposes.
        if (entry.Purpose is { } purpose)
        {
            Add(text, purpose.Key.Value);
            Add(text, purpose.Version.ToString(CultureInfo.InvariantCulture));
            Add(text, purpose.Edition);
        }

        if (entry.Behalf is { } behalf)
        {
            Add(text, "on behalf");
            Add(text, behalf.Role.ToString());
            Add(text, behalf.Relation);
            Add(text, behalf.Verified);
            Add(text, behalf.Until?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "-");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
}
