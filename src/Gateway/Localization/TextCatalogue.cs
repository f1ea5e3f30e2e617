using System.Collections.Frozen;
using System.Text.Json;

namespace Darsgah.Gateway.Localization;

/// <summary>Every text of one language, read once from <c>Resources/{Area}.{tag}.json</c> inside the assembly.</summary>
internal sealed class TextCatalogue
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    private static readonly FrozenDictionary<string, TextCatalogue> Loaded = UiLanguages.All
        .ToFrozenDictionary(language => language.Tag, Load, StringComparer.Ordinal);

    private readonly FrozenDictionary<string, ImmutableArray<TextPart>> texts;

    private TextCatalogue(IReadOnlyList<(string Area, string Key, string Text)> entries)
    {
        var parsed = new Dictionary<string, ImmutableArray<TextPart>>(StringComparer.Ordinal);

        foreach (var (area, key, text) in entries)
        {
            if (!parsed.TryAdd(key, TextTemplate.Parse(text)))
                throw new InvalidOperationException($"The text '{key}' is in Resources/{area} and in another file too; keep one.");
        }

        Entries = entries;
        texts = parsed.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>All entries with the area of their file, as written. What tests compare between languages.</summary>
    public IReadOnlyList<(string Area, string Key, string Text)> Entries { get; }

    public static TextCatalogue Of(UiLanguage language) => Loaded[language.Tag];

    public bool TryFind(string key, out ImmutableArray<TextPart> parts) => texts.TryGetValue(key, out parts);

    private static TextCatalogue Load(UiLanguage language)
    {
        var assembly = typeof(TextCatalogue).Assembly;
        var suffix = $".{language.Tag}.json";
        var entries = new List<(string, string, string)>();

        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.EndsWith(suffix, StringComparison.Ordinal))
                continue;

            var area = resource[..^suffix.Length].Split('.', '/')[^1];
            using var stream = assembly.GetManifestResourceStream(resource)!;
            using var document = JsonDocument.Parse(stream, Options);
            entries.AddRange(document.RootElement.EnumerateObject()
                .Select(property => (area, property.Name, property.Value.GetString() ?? "")));
        }

        return entries.Count > 0
            ? new(entries)
            : throw new InvalidOperationException(
                $"{assembly.GetName().Name} has no text resources ending in '{suffix}'; " +
                "the project must embed Resources/*.json with WithCulture=\"false\".");
    }
}
