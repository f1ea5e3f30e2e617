using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>The documents of a school, in the school's order, and what it says about that order.</summary>
[GenerateSerializer, Immutable, Alias("policies.document_set")]
public sealed record DocumentSet
{
    /// <summary>Most documents that a school has.</summary>
    public const int Most = 40;

    private static readonly ImmutableArray<string> usual = ["privacy", "terms", "cookies", "children"];

    /// <summary>The privacy policy: for everybody, always asked as the school's rules say, and there as long as the school.</summary>
    public static Id<Document> Privacy { get; } = Id<Document>.Parse("privacy");

    /// <summary>In the school's order; empty until anybody arranged them. <see cref="Listed"/> has the usual ones too.</summary>
    [Id(0)] public ImmutableArray<SchoolDocument> Arranged { get; init; } = [];

    /// <summary>
    /// Who confirmed that the order is one of precedence, an earlier document prevailing over a later one, and when; null
    /// where it is an order of listing only (T03: never read from a text).
    /// </summary>
    [Id(1)] public Confirmation? Precedence { get; init; }

    /// <summary>What schools usually have, as long as nothing was arranged: only the privacy policy is put before people.</summary>
    public static ImmutableArray<SchoolDocument> Usual { get; } = [.. usual.Select(id => Id<Document>.Parse(id)).Select(Plain)];

    /// <summary>Whether a document is one of those that schools usually have, with a name in every language.</summary>
    public static bool IsUsual(Id<Document> document) => usual.Contains(document.Value, StringComparer.Ordinal);

    /// <summary>Whom a person of these roles belongs to. Who only runs the school belongs to none.</summary>
    /// <param name="isMinor">A guardian agrees for her still.</param>
    public static ImmutableArray<Audience> Of(ImmutableArray<Role> roles, bool isMinor = false) =>
    [
        .. roles.Contains(Role.Student) ? [Audience.Student] : ImmutableArray<Audience>.Empty,
        .. roles.Contains(Role.Instructor) ? [Audience.Instructor] : ImmutableArray<Audience>.Empty,
        .. isMinor ? [Audience.Minor] : ImmutableArray<Audience>.Empty,
    ];

    /// <summary>All documents in the school's order: as arranged, and the usual ones that nobody arranged after them.</summary>
    public ImmutableArray<SchoolDocument> Listed() => Arranged.IsEmpty
        ? Usual
        : [.. Arranged, .. Usual.Where(document => !Arranged.Any(arranged => arranged.Id == document.Id))];

    /// <summary>A document; one that nobody arranged is only read.</summary>
    public SchoolDocument Of(Id<Document> document) =>
        Listed().FirstOrDefault(listed => listed.Id == document) ?? SchoolDocument.Unarranged(document);

    /// <summary>Whether the school has arranged it, or it is a usual one.</summary>
    public bool Has(Id<Document> document) => Listed().Any(listed => listed.Id == document);

    /// <summary>The documents that people of these roles are asked about, in the school's order.</summary>
    /// <remarks>The privacy policy is for everybody, whatever the roles.</remarks>
    public ImmutableArray<SchoolDocument> AskedOf(ImmutableArray<Role> roles, bool isMinor = false)
    {
        var readers = Of(roles, isMinor);
        return
        [
            .. Listed().Where(document => document is { Withdrawn: null, Asked.IsEmpty: false }
                && (document.Id == Privacy || document.IsFor(readers.AsSpan()))),
        ];
    }

    /// <summary>Whether a change of a document is news to people of these roles: the privacy policy is everybody's, a withdrawn one nobody's.</summary>
    public bool Concerns(Id<Document> document, ImmutableArray<Role> roles, bool isMinor = false) =>
        document == Privacy || (Of(document) is { Withdrawn: null } used && used.IsFor(Of(roles, isMinor).AsSpan()));

    /// <summary>With this document in the place of the one of its id, or at the end.</summary>
    public ImmutableArray<SchoolDocument> With(SchoolDocument document)
    {
        var listed = Listed();
        var place = Place(listed, document.Id);

        return place < 0 ? listed.Add(document) : listed.SetItem(place, document);
    }

    /// <summary>Without a document; all of them where there is none of that id.</summary>
    public ImmutableArray<SchoolDocument> Without(Id<Document> document) =>
        [.. Listed().Where(listed => listed.Id != document)];

    /// <summary>With a document one place further up (-1) or down (1); as it is at either end.</summary>
    public ImmutableArray<SchoolDocument> Moved(Id<Document> document, int by)
    {
        var listed = Listed();
        var place = Place(listed, document);

        return place < 0 || place + by < 0 || place + by >= listed.Length
            ? listed
            : listed.RemoveAt(place).Insert(place + by, listed[place]);
    }

    private static int Place(ImmutableArray<SchoolDocument> listed, Id<Document> document)
    {
        for (var place = 0; place < listed.Length; place++)
        {
            if (listed[place].Id == document)
                return place;
        }

        return -1;
    }

    private static SchoolDocument Plain(Id<Document> id) => id == Privacy
        ? SchoolDocument.Unarranged(id) with
        {
            Audience = [.. Enum.GetValues<Audience>()],
            Asked = [DocumentTrigger.SignUp, DocumentTrigger.Change],
        }
        : SchoolDocument.Unarranged(id);
}
