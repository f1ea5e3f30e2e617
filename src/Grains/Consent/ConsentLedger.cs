using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Consent.Receipts;
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

    private int Next => Entries.Length + 1;

    public ConsentEntry ServeNotice(ShownText shown, string surface, string actor, DateTimeOffset at) =>
        Served(shown.Document, shown.Version)
        ?? Seal(ConsentAct.NoticeServed, ConsentType.None, AcceptanceMode.None, shown, "", "", [], surface, actor, 0, at);

    public Outcome<ConsentEntry> Accept(AcceptDocument command, string actor, DateTimeOffset at)
    {
        var shown = command.Shown;

        if (Standing(shown.Document) is { } standing && standing.Shown.Version == shown.Version && TypeOf(command) <= standing.Type)
            return standing;

        var notice = Served(shown.Document, shown.Version);

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
            at);
    }

    public ConsentEntry Refuse(ShownText shown, string surface, string actor, DateTimeOffset at) =>
        Last(shown.Document) is { Act: ConsentAct.Refused, ControlId: not ConsentControls.Signal } last && last.Shown.Version == shown.Version
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
                Served(shown.Document, shown.Version)?.Number ?? 0,
                at);

    public ConsentEntry RefuseBySignal(ShownText shown, string surface, string actor, DateTimeOffset at) =>
        Last(shown.Document) is { Act: ConsentAct.Refused, ControlId: ConsentControls.Signal } last && last.Shown.Version == shown.Version
            ? last
            : Seal(
                ConsentAct.Refused, ConsentType.None, AcceptanceMode.None, shown, ConsentControls.Signal, "Sec-GPC: 1", [], surface, actor, 0, at);

    public Outcome<ConsentEntry> Withdraw(Id<Document> document, string surface, string actor, DateTimeOffset at) =>
        Standing(document) is { } standing
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
                at)
            : ConsentErrors.NothingToWithdraw(document);

    /// <summary>This ledger with <paramref name="entry"/> at its end; itself if the entry is already there.</summary>
    public ConsentLedger With(ConsentEntry entry) =>
        entry.Number < Next ? this : this with { Entries = Entries.Add(entry) };

    /// <summary>The ledger as it stood at a moment.</summary>
    public ConsentLedger At(DateTimeOffset moment) => this with { Entries = [.. Entries.TakeWhile(entry => entry.At <= moment)] };

    /// <summary>The acceptance of a document that stands, or null.</summary>
    public ConsentEntry? Standing(Id<Document> document) =>
        Last(document) is { Act: ConsentAct.Accepted } accepted ? accepted : null;

    /// <summary>The entry that served the notice of a version, or null.</summary>
    public ConsentEntry? Served(Id<Document> document, int version) => Entries.FirstOrDefault(
        entry => entry.Act == ConsentAct.NoticeServed && entry.Shown.Document == document && entry.Shown.Version == version);

    /// <summary>The newest version of a document she was shown or answered; 0 for none.</summary>
    public int Known(Id<Document> document) =>
        Entries.Where(entry => entry.Shown.Document == document).Select(entry => entry.Shown.Version).DefaultIfEmpty(0).Max();

    /// <summary>The last thing she did about a document; a notice is nothing that she did.</summary>
    public ConsentEntry? Last(Id<Document> document) => Entries.LastOrDefault(
        entry => entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == document);

    /// <summary>Where the consent that an entry recorded stands today.</summary>
    /// <param name="hash">The entry's hash; of another one nothing is known.</param>
    public ConsentNow Now(int number, string hash)
    {
        if (number < 1 || number > Entries.Length || Entries[number - 1] is not { } entry || entry.Hash != hash)
            return ConsentNow.Unknown;

        if (entry.Act != ConsentAct.Accepted)
            return ConsentNow.NoConsent;

        var last = Last(entry.Shown.Document);

        return last == entry ? ConsentNow.InForce
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

    // Which kind of consent it is follows from what happened (model.md C2); nobody chooses it.
    private static ConsentType TypeOf(AcceptDocument command) => command.Mode switch
    {
        AcceptanceMode.ContinuedUse or AcceptanceMode.None => ConsentType.Implied,
        _ when command.Explicit => ConsentType.ExplicitlyExpressed,
        _ => ConsentType.Expressed,
    };

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
        DateTimeOffset at)
    {
        var previous = Entries.Length == 0 ? "" : Entries[^1].Hash;
        var entry = new ConsentEntry(
            Next, act, type, mode, shown, controlId, controlLabel, fields, surface, actor, notice, at, previous, "");

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

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Add(StringBuilder text, string part) =>
        text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");
}
