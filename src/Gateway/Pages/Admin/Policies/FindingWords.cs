using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Admin.Settings;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Privacy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A finding in words for a person who is no technician: what it is, why it matters, what would mend it.</summary>
public sealed class FindingWords(Texts texts, Dates dates)
{
    public string Title(LintFinding finding) => Text(finding, "title");

    public string Why(LintFinding finding) => Text(finding, "why");

    public string Mend(LintFinding finding) => Text(finding, "mend");

    /// <summary>What a rule finds, where only a decision about it is left.</summary>
    public string Title(string rule) => texts[$"policy_lint.{Name(rule)}_title"];

    private string Text(LintFinding finding, string part)
    {
        // Contradictions are mended alike, whatever they are about.
        var name = Name(finding.Rule);
        var key = $"policy_lint.{name}_{part}";

        return texts.Has(key)
            ? texts.Format(key, [.. finding.Values.Select(value => (value.Key, (object)Said(value.Key, value.Value)))])
            : texts["policy_lint.contradiction_mend"];
    }

    private string Said(string name, string value) => name switch
    {
        "language" => texts.LanguageName(value),
        "languages" or "missing" => string.Join(
            texts.Language.IsRightToLeft ? "، " : ", ", value.Split(' ').Select(texts.LanguageName)),
        "settings" => string.Join(
            texts.Language.IsRightToLeft ? "، " : ", ",
            value.Split(' ').Select(SettingCatalogue.Find).OfType<PrivacySetting>().Select(setting => SettingWords.Name(setting, texts))),
        "document" when Id<Document>.TryParse(value, out var document) => Documents.NameInSentence(document, texts),
        "date" when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => dates.Day(day),
        "age" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var years) => Numbers.Whole(years, texts.Language),
        "topic" => texts[$"policy_lint.topic_{value}"],
        _ => value,
    };

    private static string Name(string rule) => rule.Split('.')[^1];
}
