using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>Putting policy texts into drafts: the same over the API, the command line and the demo.</summary>
public static class PolicyTexts
{
    /// <summary>Reads a file and puts its text into the document's draft.</summary>
    /// <param name="revision">The draft's revision it is meant for; null for whatever it is now.</param>
    /// <returns>The draft and what the import noticed; or a refusal of the file, or <see cref="PolicyErrors.DraftChanged"/>.</returns>
    public static async Task<Outcome<Imported>> Import(
        TenantGrains tenant,
        Id<Document> document,
        string language,
        ReadOnlyMemory<byte> bytes,
        ImportFormat format,
        int? revision,
        SchoolRules rules,
        string actor)
    {
        ArgumentNullException.ThrowIfNull(rules);

        var policy = tenant.Policy(document);
        var draft = await policy.Draft();
        var authoritative = rules.PolicyLanguage.Authoritative;
        var binding = LanguageTag.TryCanonical(language, out var canonical, out _) && canonical != authoritative
            ? draft.Texts.GetValueOrDefault(authoritative)
            : null;
        var read = PolicyImport.Read(bytes.Span, new ImportOptions(language)
        {
            Format = format,
            Previous = canonical is null ? null : draft.Texts.GetValueOrDefault(canonical),
            Authoritative = binding,
        });

        if (!read.Succeeded(out var report, out var refusal))
            return refusal;

        // Whoever imports a translation says that it was made from the binding text as it stands now.
        var text = binding is null ? report.Text : report.Text.MadeFrom(binding);
        var saved = await policy.Save(text, revision ?? draft.Revision, actor);

        return saved.Then(next => new Imported(next, report));
    }

    /// <summary>The first moment of a day where the school is, UTC; null for no day.</summary>
    public static DateTimeOffset? StartOf(DateOnly? day, School school)
    {
        ArgumentNullException.ThrowIfNull(school);

        if (day is not { } date)
            return null;

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, TimeZoneInfo.FindSystemTimeZoneById(school.Profile.TimeZone).GetUtcOffset(midnight))
            .ToUniversalTime();
    }
}

/// <summary>A draft after an import, and the import's report.</summary>
public sealed record Imported(PolicyDraft Draft, ImportReport Report);
