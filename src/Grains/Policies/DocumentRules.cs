using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies;

/// <summary>What a school's documents can be, and the ids they get. No I/O, no grain.</summary>
public static class DocumentRules
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 80;

    /// <summary>Characters of an id.</summary>
    public const int ShortestId = 2;

    /// <summary>Characters of an id.</summary>
    public const int LongestId = 40;

    // A page of the administration has this address.
    private static readonly ImmutableArray<string> reserved = ["new"];

    /// <summary>An id out of a name: “Refund policy” gives <c>refund-policy</c>.</summary>
    /// <param name="taken">Ids that are in use; a number makes another one.</param>
    public static Id<Document> Fold(string name, IEnumerable<Id<Document>> taken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var folded = new StringBuilder();

        foreach (var character in name.Length > 4 * LongestName ? name[..(4 * LongestName)].InForm(NormalizationForm.FormKD) : name.InForm(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(character))
                folded.Append(char.ToLowerInvariant(character));
            else if (CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark && folded.Length > 0 && folded[^1] != '-')
                folded.Append('-');
        }

        // Room for a number; and a name in another script leaves next to nothing.
        var stem = (folded.Length > LongestId - 3 ? folded.ToString(0, LongestId - 3) : folded.ToString()).Trim('-');
        var wanted = stem.Length < ShortestId ? "document" : stem;
        var used = taken.Select(id => id.Value).Concat(reserved).ToHashSet(StringComparer.Ordinal);
        var number = 1;
        var candidate = wanted;

        while (used.Contains(candidate))
            candidate = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{++number}");

        return Id<Document>.Parse(candidate);
    }

    /// <summary>Reads an id as somebody typed it.</summary>
    public static Outcome<Id<Document>> ReadId(string? typed) =>
        typed is { Length: >= ShortestId and <= LongestId } && Id<Document>.TryParse(typed, out var id) && !reserved.Contains(typed, StringComparer.Ordinal)
            ? id
            : DocumentErrors.BadId();

    /// <summary>Why these cannot be the school's documents, or null.</summary>
    /// <param name="before">What they are now.</param>
    /// <param name="published">Documents that have a version, whose texts stay readable for ever.</param>
    public static Error? Check(
        DocumentSet before, ImmutableArray<SchoolDocument> next, ImmutableArray<Id<Document>> published)
    {
        ArgumentNullException.ThrowIfNull(before);

        if (next.IsDefault || next.Any(document => document is null))
            return DocumentErrors.BadName("");

        if (next.Length > DocumentSet.Most)
            return DocumentErrors.TooMany();

        foreach (var document in next)
        {
            if (Check(document, isNew: !before.Has(document.Id) && !published.Contains(document.Id)) is { } refusal)
                return refusal;
        }

        if (next.GroupBy(document => document.Id).FirstOrDefault(same => same.Count() > 1) is { } twice)
            return DocumentErrors.Taken(twice.Key);

        if (before.Listed().FirstOrDefault(was => !next.Any(document => document.Id == was.Id)) is { } gone
            && (published.Contains(gone.Id) || DocumentSet.IsUsual(gone.Id)))
            return DocumentErrors.Published(gone.Id);

        foreach (var document in next)
        {
            if (document.DependsOn.FirstOrDefault(needed => !next.Any(other => other.Id == needed)) is { IsEmpty: false } unknown)
                return DocumentErrors.Unknown(unknown);
        }

        return Circle(next) is { } circle ? DocumentErrors.Circle(circle) : null;
    }

    private static Error? Check(SchoolDocument document, bool isNew)
    {
        if (isNew && ReadId(document.Id.Value).Error is { } badId)
            return badId;

        // Null where a body of the API says so.
        if (document.Names is null || document.Audience.IsDefault || document.Asked.IsDefault || document.DependsOn.IsDefault)
            return DocumentErrors.BadName("");

        foreach (var (language, name) in document.Names)
        {
            if (!LanguageTag.TryCanonical(language, out var canonical, out _) || canonical != language)
                return PolicyErrors.BadLanguage(language);

            if (!IsName(name))
                return DocumentErrors.BadName(language);
        }

        if (document.Names.Count > DocumentSet.Most || (document.Names.IsEmpty && isNew && !DocumentSet.IsUsual(document.Id)))
            return DocumentErrors.BadName("");

        if (document.Audience.IsEmpty || document.Audience.Any(reader => !Enum.IsDefined(reader)) || document.Asked.Any(trigger => !Enum.IsDefined(trigger)))
            return DocumentErrors.NoAudience();

        return document.Id == DocumentSet.Privacy && !IsWholePrivacy(document) ? DocumentErrors.PrivacyIsFixed() : null;
    }

    // A letter that stands for itself, on one line: nothing that turns the words around it (SEC-E20).
    private static bool IsName(string? name) =>
        name is { Length: >= 1 and <= LongestName } && name.Trim() == name && name.EnumerateRunes().All(rune =>
            rune != Rune.ReplacementChar && !Rune.IsControl(rune)
            && rune.Value is not ((>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFFFE or 0xFFFF));

    private static bool IsWholePrivacy(SchoolDocument document) =>
        document.Withdrawn is null
        && Enum.GetValues<Audience>().All(reader => document.Audience.Contains(reader))
        && Enum.GetValues<DocumentTrigger>().All(trigger => document.Asked.Contains(trigger));

    // Takes away what rests on nothing that is left, until nothing moves: what stays is in a circle, or rests on one.
    private static Id<Document>? Circle(ImmutableArray<SchoolDocument> documents)
    {
        var left = documents.ToDictionary(document => document.Id, document => document.DependsOn);

        while (left.Where(pair => !pair.Value.Any(left.ContainsKey)).Select(pair => pair.Key).ToList() is { Count: > 0 } free)
        {
            foreach (var id in free)
                left.Remove(id);
        }

        return left.Count > 0 ? left.Keys.MinBy(id => id.Value, StringComparer.Ordinal) : null;
    }
}
