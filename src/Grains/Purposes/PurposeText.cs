using System.Security.Cryptography;
using System.Text;

namespace Darsgah.Grains.Purposes;

/// <summary>The words of a purpose that were on screen, and what names them in records.</summary>
/// <param name="Language">The language they are in.</param>
/// <param name="Hash">SHA-256 over title and description, lower-case hex.</param>
public sealed record PurposeText(string Language, string Title, string Description, string Hash)
{
    /// <summary>What stands in the place of a document where a line of the ledger, or its receipt, is about a purpose.</summary>
    public static Id<Document> InPlaceOfDocument { get; } = Id<Document>.Parse("purposes");

    /// <summary>What the purpose is in a language, else in the first of the school's that it has.</summary>
    public static PurposeText Of(Purpose purpose, string language, ImmutableArray<string> languages)
    {
        ArgumentNullException.ThrowIfNull(purpose);

        var titles = purpose.Terms.Titles;
        var shown = titles.ContainsKey(language) ? language
            : languages.FirstOrDefault(titles.ContainsKey) ?? titles.Keys.Order(StringComparer.Ordinal).FirstOrDefault(language);
        var (title, description) = (titles.GetValueOrDefault(shown, ""), purpose.Terms.Descriptions.GetValueOrDefault(shown, ""));

        return new(shown, title, description, Hashed([shown, title, description]));
    }

    /// <summary>What names exactly this wording and this content: SHA-256, lower-case hex.</summary>
    public static string Edition(Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);

        var terms = purpose.Terms;
        var retention = terms.Retention ?? PurposeScope.Nothing.Retention;

        return Hashed(
        [
            purpose.Key.Value,
            purpose.Version.ToString(CultureInfo.InvariantCulture),
            terms.DpvPurpose,
            terms.Basis?.Written() ?? "",
            .. Parts("titles", terms.Titles),
            .. Parts("descriptions", terms.Descriptions),
            .. Parts("categories", terms.Categories.Select(item => item.Written())),
            .. Parts("operations", terms.Operations.Select(item => item.Written())),
            .. Parts("channels", terms.Channels.Select(item => item.Written())),
            .. Parts("recipients", terms.Recipients.SelectMany(item => new[] { item.Name, item.Role.Written() })),
            retention.Kind.Written(),
            retention.Period,
            .. Parts("kept", retention.Words),
            terms.Withdrawable ? "withdrawable" : "",
            terms.SurvivesRestriction ? "survives" : "",
            terms.Clause,
        ]);
    }

    private static IEnumerable<string> Parts(string name, ImmutableDictionary<string, string> texts) =>
        Parts(name, texts.OrderBy(text => text.Key, StringComparer.Ordinal).SelectMany(text => new[] { text.Key, text.Value }));

    private static IEnumerable<string> Parts(string name, IEnumerable<string> items) =>
        items.ToList() is var list ? [$"{name} {list.Count.ToString(CultureInfo.InvariantCulture)}", .. list] : [];

    // Each part with its length before it, so that no two texts write the same bytes.
    private static string Hashed(IEnumerable<string> parts)
    {
        var text = new StringBuilder();

        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part}\n");

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
