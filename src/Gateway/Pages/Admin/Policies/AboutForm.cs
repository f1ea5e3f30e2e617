using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What a document is called, whom it is for, when they are asked, and what it depends on, as filled in.</summary>
/// <param name="Revision">The school's revision that the form was filled from.</param>
/// <param name="Id">Of a new document; empty for one out of its name.</param>
public sealed record AboutForm(
    int Revision,
    string Id,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<Audience> Audience,
    ImmutableArray<DocumentTrigger> Asked,
    ImmutableArray<Id<Document>> DependsOn,
    bool Covered)
{
    internal static AboutForm Of(School school, SchoolDocument document) => new(
        school.Revision, document.Id.Value, document.Names, document.Audience, document.Asked, document.DependsOn, document.Covered);

    internal static AboutForm Empty(School school) => new(
        school.Revision, "", ImmutableDictionary<string, string>.Empty, [Grains.Policies.Audience.Visitor, Grains.Policies.Audience.Student, Grains.Policies.Audience.Instructor], [], [], Covered: false);

    internal static AboutForm Read(IFormCollection form, School school) => new(
        form.Number("revision"),
        form.Line("id", DocumentRules.LongestId + 1),
        school.Profile.Languages.Select(language => (language, Name: form.Line($"name_{language}", DocumentRules.LongestName)))
            .Where(pair => pair.Name.Length > 0)
            .ToImmutableDictionary(pair => pair.language, pair => pair.Name, StringComparer.Ordinal),
        form.Choices<Audience>("audience"),
        form.Choices<DocumentTrigger>("asked"),
        [.. form["depends_on"].Take(DocumentSet.Most).Select(Parsed).OfType<Id<Document>>().Distinct()],
        form.Ticked("covered"));

    /// <summary>The document as filled in: the privacy policy keeps what is fixed, and a name in another language stays.</summary>
    internal SchoolDocument On(SchoolDocument now, ImmutableArray<string> languages) => now with
    {
        Names = Names.AddRange(now.Names.Where(pair => !languages.Contains(pair.Key, StringComparer.Ordinal))),
        Audience = now.Id == DocumentSet.Privacy ? now.Audience : Audience,
        Asked = now.Id == DocumentSet.Privacy ? now.Asked : Asked,
        DependsOn = DependsOn,
        Covered = Covered,
    };

    private static Id<Document>? Parsed(string? typed) => Grains.Common.Id<Document>.TryParse(typed, out var id) ? id : null;
}
