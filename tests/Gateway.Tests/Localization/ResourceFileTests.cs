using System.Text.RegularExpressions;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Tests.Localization;

/// <summary>The resource files of the three languages say the same things.</summary>
public partial class ResourceFileTests
{
    public static TheoryData<string> Tags => [.. UiLanguages.All.Select(language => language.Tag)];

    [Theory]
    [MemberData(nameof(Tags))]
    public void Every_language_has_the_keys_of_every_other(string tag)
    {
        var all = UiLanguages.All.SelectMany(language => Stems(language)).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(all.Except(Stems(UiLanguages.Find(tag)!), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_text_is_empty_or_padded(string tag) =>
        Assert.Empty(Entries(tag).Where(entry => entry.Text.Length == 0 || !string.Equals(entry.Text.Trim(), entry.Text, StringComparison.Ordinal)).Select(entry => entry.Key));

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_text_has_the_placeholders_of_its_English(string tag)
    {
        var english = Entries("en").ToLookup(entry => Stem(entry.Key), entry => entry.Text, StringComparer.Ordinal);

        Assert.Empty(Entries(tag)
            .Where(entry => !Placeholders(entry.Text).IsSubsetOf(english[Stem(entry.Key)].SelectMany(Placeholders))
                || (!IsCounted(entry.Key) && !Placeholders(entry.Text).SetEquals(english[entry.Key].SelectMany(Placeholders))))
            .Select(entry => entry.Key));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_counted_text_has_exactly_the_languages_plural_forms(string tag)
    {
        var forms = Plurals.Forms(UiLanguages.Find(tag)!).Order(StringComparer.Ordinal);

        Assert.All(
            Entries(tag).Where(entry => IsCounted(entry.Key)).GroupBy(entry => Stem(entry.Key), StringComparer.Ordinal),
            counted => Assert.Equal(forms, counted.Select(entry => entry.Key.Split('#')[1]).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_key_begins_with_its_files_area_or_is_a_refusal_or_a_letter(string tag) =>
        Assert.Empty(Entries(tag)
            .Where(entry => entry.Key.Split('.')[0] is var area && area is not ("error" or "mail")
                && !$"{area}_".StartsWith(Prefix(entry.Area) + "_", StringComparison.Ordinal))
            .Select(entry => entry.Key));

    [Theory]
    [InlineData("fa-AF", "يكة")] // Arabic letters that a Dari keyboard does not have
    [InlineData("ar", "یکپچژگ")]
    public void Letters_are_those_of_the_language(string tag, string foreign) =>
        Assert.Empty(Entries(tag).Where(entry => entry.Text.IndexOfAny(foreign.ToCharArray()) >= 0).Select(entry => entry.Key));

    private static IReadOnlyList<(string Area, string Key, string Text)> Entries(string tag) =>
        TextCatalogue.Of(UiLanguages.Find(tag)!).Entries;

    private static IEnumerable<string> Stems(UiLanguage language) => Entries(language.Tag).Select(entry => Stem(entry.Key));

    private static string Stem(string key) => key.Split('#')[0];

    private static bool IsCounted(string key) => key.Contains('#', StringComparison.Ordinal);

    private static HashSet<string> Placeholders(string text) =>
        TextTemplate.Parse(text).Where(part => part.Placeholder is not null).Select(part => part.Placeholder!).ToHashSet(StringComparer.Ordinal);

    private static string Prefix(string area) => WordStart().Replace(area, "_$0").TrimStart('_').ToLowerInvariant();

    [GeneratedRegex("[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
