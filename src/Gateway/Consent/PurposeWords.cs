using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Consent;

/// <summary>Purposes in the words of the interface, and of the school where it has its own.</summary>
internal static class PurposeWords
{
    /// <summary>Title and description that a reader is shown.</summary>
    public static PurposeText Text(Purpose purpose, TenantRequest request)
    {
        var text = PurposeText.Of(purpose, request.UiLanguage.Tag, request.School.Profile.Languages);

        if (!purpose.BuiltIn)
            return text;

        // The software's own texts stand for what the school leaves unsaid.
        var (texts, stem) = (Texts.Of(request.UiLanguage), $"purpose.builtin_{purpose.Key.Value.Replace('-', '_')}");

        return text with
        {
            Title = text.Title.Length > 0 ? text.Title : texts[stem],
            Description = text.Description.Length > 0 ? text.Description : texts[stem + "_text"],
        };
    }

    public static string Category(DataCategory category, Texts texts) => texts[$"purpose.category_{Snake(category)}"];

    public static string Operation(DataOperation operation, Texts texts) => texts[$"purpose.operation_{Snake(operation)}"];

    public static string Channel(PurposeChannel channel, Texts texts) => texts[$"purpose.channel_{Snake(channel)}"];

    public static string Role(RecipientRole role, Texts texts) => texts[$"purpose.role_{Snake(role)}"];

    public static string Basis(LawfulBasis basis, Texts texts) => texts[$"purpose.basis_{Snake(basis)}"];

    public static string Answer(PurposeAnswer answer, Texts texts) => texts[$"purpose.answer_{Snake(answer)}"];

    public static string Dpv(string term, Texts texts) => texts[$"admin_purpose.dpv_{Snake(term)}"];

    /// <summary>Items one after another, with the language's comma.</summary>
    public static string List(IEnumerable<string> items, Texts texts) => string.Join(texts["admin_settings.comma"] + " ", items);

    /// <summary>How long, in a sentence, with the school's words after it.</summary>
    public static string Kept(PurposeRetention? retention, Texts texts, string language)
    {
        if (retention is null)
            return "";

        var sentence = texts.Format($"purpose.kept_{Snake(retention.Kind)}", ("period", Period(retention.Period, texts)));

        return retention.Words.GetValueOrDefault(language) is { Length: > 0 } words ? $"{sentence} ({words})" : sentence;
    }

    /// <summary>A period of one unit or several: <c>P1Y6M</c> → 1 year 6 months.</summary>
    public static string Period(string period, Texts texts)
    {
        var (parts, number) = (new List<string>(), 0);

        foreach (var character in period.Skip(1))
        {
            if (char.IsAsciiDigit(character))
            {
                number = (number * 10) + (character - '0');
                continue;
            }

            var unit = character switch { 'Y' => "purpose.years", 'M' => "purpose.months", 'W' => "purpose.weeks", _ => "purpose.days" };
            parts.Add(texts.Count(unit, number));
            number = 0;
        }

        return string.Join(' ', parts);
    }

    /// <summary>A name of code as the keys of texts have it.</summary>
    public static string Snake<T>(T value)
        where T : notnull => string.Concat(Convert.ToString(value, CultureInfo.InvariantCulture)!.Select((letter, index) =>
        char.IsAsciiLetterUpper(letter) ? (index == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
