using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Micro;

/// <summary>A policy of twelve sections in two languages: hashes, which language is shown, and its article.</summary>
public class PolicyTexts
{
    private static readonly SchoolRules rules = RulesPresets.ConvenienceTranslations("en");

    internal static PolicyText English { get; } = Text("en");

    internal static PolicyVersion Version { get; } = new(
        Id<Document>.Parse("privacy"),
        Head(1),
        ImmutableDictionary<string, PolicyText>.Empty
            .Add("en", English).Add("fa-AF", Text("fa-AF").MadeFrom(English)));

    [Benchmark]
    public string SectionHash() => PolicyHash.OfSection(English.Sections[0].Heading, English.Sections[0].Markdown);

    /// <summary>Another string each time, so that no hash is kept for it.</summary>
    [Benchmark]
    public string SectionHashOfNewText() =>
        PolicyHash.OfSection(English.Sections[0].Heading, new string(English.Sections[0].Markdown.AsSpan()));

    [Benchmark]
    public string TextHash() => English.Hash;

    /// <summary>Which text a reader sees, section by section.</summary>
    [Benchmark]
    public string Shown() => PolicyShown.Of(Version, rules, "fa-AF").Rendering.ShownHash;

    [Benchmark]
    public string Article() => PolicyArticle.Of(PolicyShown.Of(Version, rules, "fa-AF"), new Uri("https://school.example")).Value;

    internal static PolicyVersionHead Head(int number) => new(
        number,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        StatedDate: null,
        ChangeClass.Significant,
        NewPurpose: false,
        ImmutableDictionary<string, string>.Empty,
        ImmutableDictionary<string, string>.Empty,
        "en",
        BindingHash: null,
        "system");

    private static PolicyText Text(string language)
    {
        var source = new StringBuilder("# Privacy policy\n\n");

        for (var section = 1; section <= 12; section++)
        {
            source.Append("## What we keep, part ").Append(section).Append("\n\nWe keep your name, your address and the ")
                .Append("lessons that you have finished.\n\n- So that you can **go on** later.\n- And nothing else.\n\n");
        }

        var read = PolicyImport.Read(
            Encoding.UTF8.GetBytes(source.ToString()), new ImportOptions(language) { Format = ImportFormat.Markdown });

        return read.Succeeded(out var report, out var refusal)
            ? report.Text
            : throw new InvalidOperationException(refusal.Message);
    }
}
