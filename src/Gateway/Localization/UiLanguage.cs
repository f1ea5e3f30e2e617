using System.Globalization;

namespace Darsgah.Gateway.Localization;

/// <summary>Which digits a language's numbers are drawn with.</summary>
public enum DigitScript
{
    /// <summary>0–9.</summary>
    Latin = 1,

    /// <summary>۰–۹, as in Dari, Persian, Pashto and Urdu.</summary>
    ExtendedArabic = 2,
}

/// <summary>A language that the interface speaks. Not the language of a policy or of a course.</summary>
/// <remarks>
/// Nothing here sets or reads the thread's culture: under <c>fa-AF</c> every <c>ToString</c> would silently change
/// calendar, and the runtime's own Dari names, order and digits are wrong.
/// </remarks>
public sealed class UiLanguage
{
    internal UiLanguage(string tag, string nativeName, bool isRightToLeft, DigitScript digits)
    {
        Tag = tag;
        NativeName = nativeName;
        IsRightToLeft = isRightToLeft;
        Digits = digits;
        Comparer = StringComparer.Create(CultureInfo.GetCultureInfo(tag), ignoreCase: true);
    }

    /// <summary>BCP 47, as in <c>lang</c> and in cookies: <c>en</c>, <c>fa-AF</c>, <c>ar</c>.</summary>
    public string Tag { get; }

    /// <summary>The language's name in itself: «دری».</summary>
    public string NativeName { get; }

    public bool IsRightToLeft { get; }

    /// <summary>The value of the <c>dir</c> attribute: <c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Digits of numbers and dates shown in this language. Input accepts all three scripts everywhere.</summary>
    public DigitScript Digits { get; }

    /// <summary>Sorts names as a reader of this language expects; پ چ ژ گ in their places.</summary>
    public StringComparer Comparer { get; }

    public override string ToString() => Tag;
}
