namespace Darsgah.Gateway.Localization;

/// <summary>The plural categories of CLDR for whole numbers, for the languages of the interface.</summary>
public static class Plurals
{
    /// <summary>The forms that a counted text has in a language; <c>other</c> is always among them.</summary>
    /// <remarks>Dari counts with the singular ("۵ درس"), so one form is enough though CLDR knows two.</remarks>
    public static IReadOnlyList<string> Forms(UiLanguage language) => language.Tag switch
    {
        "ar" => ["zero", "one", "two", "few", "many", "other"],
        "fa-AF" => ["other"],
        _ => ["one", "other"],
    };

    /// <summary>Which form <paramref name="count"/> takes.</summary>
    public static string Form(long count, UiLanguage language) => language.Tag switch
    {
        "ar" => Arabic(Math.Abs(count)),
        "fa-AF" => "other",
        _ => count == 1 ? "one" : "other",
    };

    private static string Arabic(long count) => (count, count % 100) switch
    {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, >= 3 and <= 10) => "few",
        (_, >= 11) => "many",
        _ => "other",
    };
}
