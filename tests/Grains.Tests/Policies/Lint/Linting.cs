using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>Texts and a school to lint them for.</summary>
internal static class Linting
{
    public static readonly DateOnly Today = new(2026, 3, 1);

    /// <summary>A school that has what can be had: nothing is found but what the text gives cause for.</summary>
    public static LintContext Context(SchoolRules? rules = null, string contact = "office@north.example") => new(
        Id<Document>.Parse("privacy"),
        new SchoolProfile(
            ImmutableDictionary<string, string>.Empty.Add("en", "North"), ImmutableDictionary<string, string>.Empty, ["en"], "#123456", "UTC", "", contact),
        ["north.example"],
        rules ?? new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, "I agree") },
        [Id<Document>.Parse("privacy"), Id<Document>.Parse("terms"), Id<Document>.Parse("cookies")],
        Stated: null,
        Effective: null,
        Today);

    /// <summary>A text of one section, with a contact and a period, so that none of these is missing.</summary>
    public static PolicyText Text(string language, string body, string heading = "General") => new(
        language,
        [new PolicySection("general", 1, "1.", heading, body), new PolicySection("retention", 1, "2.", "Retention", "office@north.example")],
        "Privacy policy");

    public static ImmutableArray<LintFinding> Of(PolicyText text, LintContext? context = null) => PolicyLint.Of(
        ImmutableDictionary<string, PolicyText>.Empty.Add(text.Language, text), context ?? Context());

    /// <summary>Codes without their common start, each as often as it was found, in alphabetical order.</summary>
    public static string Codes(IEnumerable<LintFinding> findings) => string.Join(
        ' ', findings.Select(finding => finding.Rule["lint.".Length..]).Order(StringComparer.Ordinal));
}
