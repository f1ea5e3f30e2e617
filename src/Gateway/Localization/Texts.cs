using System.Collections.Frozen;
using System.Text;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Localization;

/// <summary>The texts of the interface in one language, by key: <c>texts["sign_up.title"]</c>.</summary>
/// <remarks>
/// Keys are <c>area.situation</c>, lower snake; each area has one file per language. A key that a language lacks is
/// read in English; a key nobody wrote is a programming error and throws.
/// </remarks>
public sealed class Texts
{
    private static readonly FrozenDictionary<string, Texts> Each = UiLanguages.All
        .ToFrozenDictionary(language => language.Tag, language => new Texts(language), StringComparer.Ordinal);

    private readonly TextCatalogue own;
    private readonly TextCatalogue english;
    private readonly ImmutableDictionary<string, string> given;

    private Texts(UiLanguage language, ImmutableDictionary<string, string>? given = null)
    {
        Language = language;
        own = TextCatalogue.Of(language);
        english = TextCatalogue.Of(UiLanguages.English);
        this.given = given ?? ImmutableDictionary<string, string>.Empty;
    }

    public UiLanguage Language { get; }

    /// <summary>The text of a key, placeholders left as they are written.</summary>
    /// <exception cref="KeyNotFoundException">No resource file has the key.</exception>
    public string this[string key] => Format(key);

    public static Texts Of(UiLanguage language) => Each[language.Tag];

    /// <summary>These texts, and before them words that a school gives, by key. They are taken as they are, braces too.</summary>
    public Texts With(ImmutableDictionary<string, string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.IsEmpty ? this : new(Language, words);
    }

    /// <summary>The text with its named placeholders filled.</summary>
    /// <param name="values">
    /// Whole numbers are drawn in the language's digits; words are isolated where they could reorder the sentence.
    /// Dates come ready from <see cref="Dates"/>.
    /// </param>
    public string Format(string key, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var parts = Parts(key);

        if (parts is [{ Placeholder: null } only])
            return only.Literal;

        var text = new StringBuilder();

        foreach (var part in parts)
            text.Append(part.Placeholder is { } name ? Filled(name, values) : part.Literal);

        return text.ToString();
    }

    /// <summary>
    /// A counted text: keys <c>course.lessons#one</c>, <c>…#few</c>, … as <see cref="Plurals"/> chooses. The placeholder
    /// <c>{count}</c> is filled by itself; the forms for 0, 1 and 2 may leave it out.
    /// </summary>
    public string Count(string key, long count, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var form = $"{key}#{Plurals.Form(count, Language)}";

        return Format(Has(form) ? form : $"{key}#other", [("count", count), .. values]);
    }

    /// <summary>The text of a refusal, from <c>error.{Code}</c>; its English message when nobody has translated it.</summary>
    public string Refusal(Error refusal)
    {
        var key = $"error.{refusal.Code}";

        return Has(key)
            ? Format(key, [.. refusal.Values.Select(pair => (pair.Key, (object)(pair.Key is "language" ? this.LanguageName(pair.Value) : pair.Value)))])
            : refusal.Message;
    }

    /// <summary>Whether the school or any resource file has the key, in this language or in English.</summary>
    public bool Has(string key) => given.ContainsKey(key) || own.TryFind(key, out _) || english.TryFind(key, out _);

    /// <summary>The text cut at its placeholders, for a component that puts markup in their place.</summary>
    /// <exception cref="KeyNotFoundException">No resource file has the key.</exception>
    public ImmutableArray<TextPart> Parts(string key) =>
        given.TryGetValue(key, out var words) ? [new TextPart(words, Placeholder: null)]
            : own.TryFind(key, out var parts) || english.TryFind(key, out parts) ? parts
            : throw new KeyNotFoundException($"No text '{key}' in Resources/*.en.json or Resources/*.{Language}.json.");

    private string Filled(string name, ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (candidate, value) in values)
        {
            if (string.Equals(candidate, name, StringComparison.Ordinal))
                return Drawn(value);
        }

        return $"{{{name}}}";
    }

    private string Drawn(object value) => value switch
    {
        int number => Numbers.Whole(number, Language),
        long number => Numbers.Whole(number, Language),
        string words => Bidi.Isolate(words, Language),
        _ => throw new ArgumentException(
            $"A placeholder takes a string or a whole number, not {value.GetType().Name}; format it first.", nameof(value)),
    };
}
