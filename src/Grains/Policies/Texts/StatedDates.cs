using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// The date a policy states about itself: “published on August 20, 2024”, «آخر تحديث في 17/07/2023م».
/// </summary>
/// <remarks>
/// Only beside words of publishing, updating or taking effect, so that the date of a law is not taken for it. Numbers
/// are read day/month/year in a right-to-left language or beside the sign م; elsewhere only when they fit one order. A
/// date of a Hijri calendar (هـ, a year from 1300 to 1500) is reported, not converted: which calendar is meant, and for
/// the lunar one which day, is not in the text (Q02).
/// </remarks>
internal static partial class StatedDates
{
    private static readonly FrozenDictionary<string, int> months = Months();

    /// <summary>True when a line says when the text was published or changed.</summary>
    public static bool IsIn(string line) => Cue().IsMatch(line)
        && (Numeric().IsMatch(Ascii(line)) || Named().IsMatch(Ascii(line)));

    /// <summary>The first readable date, with findings for what was read and what could not be.</summary>
    public static DateOnly? Find(IEnumerable<SourceLine> lines, bool rightToLeft, ICollection<ImportFinding> findings)
    {
        var dates = new List<DateOnly>();

        foreach (var line in lines)
        {
            foreach (Match cue in Cue().Matches(line.Raw))
            {
                // The date stands right after its words: "last updated on Feb 22, 2024", not at the end of the
                // paragraph.
                var near = line.Raw.Substring(cue.Index, Math.Min(line.Raw.Length - cue.Index, cue.Length + 40));
                if (Read(Ascii(near), rightToLeft) is not { } read)
                    continue;

                findings.Add(new(read.Code, line.Number, line.Number, read.Message, near.Trim()));
                if (read.Date is { } date)
                    dates.Add(date);
            }
        }

        if (dates.Distinct().Count() > 1)
        {
            var list = string.Join(", ", dates.Select(Iso));
            findings.Add(new(
                ImportFindings.DateSeveral, 1, 1,
                $"The text states several dates about itself: {list}. The first was taken; check it."));
        }

        return dates.Count > 0 ? dates[0] : null;
    }

    private static (DateOnly? Date, string Code, string Message)? Read(string text, bool rightToLeft)
    {
        if (Named().Match(text) is { Success: true } named)
        {
            var name = named.Groups["month"].Value;
            var year = Number(named.Groups["year"]);
            var key = (name.Length > 3 && char.IsAscii(name[0]) ? name[..3] : name).ToLowerInvariant();
            return months.TryGetValue(key, out var month)
                ? Gregorian(year, month, Number(named.Groups["day"]))
                : OtherCalendar(year, named.Value);
        }

        if (Numeric().Match(text) is not { Success: true } match)
            return null;

        var (first, middle, last) = (Number(match.Groups[1]), Number(match.Groups[2]), Number(match.Groups[3]));
        var sign = match.Groups["sign"].Value;
        var yearFirst = first > 999;
        var stated = yearFirst ? first : last;

        if (stated < 1000 || (yearFirst && last > 999))
            return null;

        if (sign.StartsWith('ه') || stated is >= 1300 and <= 1500)
            return OtherCalendar(stated, match.Value);

        if (yearFirst)
            return Gregorian(first, middle, last);

        if (rightToLeft || sign.Length > 0 || first > 12)
            return Gregorian(last, middle, first);

        return middle > 12 || first == middle
            ? Gregorian(last, first, middle)
            : (null, ImportFindings.DateAmbiguous,
                $"“{match.Value.Trim()}” can be read day/month or month/day. Enter the date yourself, as 2024-08-20.");
    }

    private static (DateOnly?, string, string)? Gregorian(int year, int month, int day)
    {
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;

        var date = new DateOnly(year, month, day);
        return (date, ImportFindings.Date, $"The text states its date: {Iso(date)}.");
    }

    private static (DateOnly?, string, string)? OtherCalendar(int year, string quote) => year is >= 1300 and <= 1500
        ? (null, ImportFindings.DateCalendar,
            $"“{quote.Trim()}” is a date of a Hijri calendar. It was not converted; enter the Gregorian date, as "
            + "2024-08-20.")
        : null;

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(Group group) =>
        int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Ascii(string text)
    {
        var ascii = new StringBuilder(text.Length);
        foreach (var symbol in text)
        {
            ascii.Append(symbol switch
            {
                >= '٠' and <= '٩' => (char)('0' + (symbol - '٠')),
                >= '۰' and <= '۹' => (char)('0' + (symbol - '۰')),
                _ => symbol,
            });
        }

        return ascii.ToString();
    }

    private static FrozenDictionary<string, int> Months()
    {
        string[] names =
        [
            "jan feb mar apr may jun jul aug sep oct nov dec",
            "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
            "جنوری فبروری مارچ اپریل می جون جولای اگست سپتمبر اکتوبر نومبر دسمبر",
            "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
        ];

        return names.SelectMany(list => list.Split(' ').Select((name, index) => (name, number: index + 1)))
            .DistinctBy(pair => pair.name, StringComparer.Ordinal)
            .ToFrozenDictionary(pair => pair.name, pair => pair.number, StringComparer.Ordinal);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
        | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const string English = @"\b(published|(last|most recently)\s+(updated|modified|revised|changed|amended)"
        + @"|updated\s+on|effective(\s+date)?|revision\s+date|last\s+update)\b";

    private const string Arabic = "آخر تحديث|تاريخ (النشر|النفاذ|السريان)|نُشر";

    private const string Persian = "آخرین (به.?روز|بروز|تغییر)|تاریخ (نشر|انتشار|نفاذ|اجرا)|(نشر|منتشر) شده";

    private const string MonthFirst =
        @"(?<month>\p{L}{2,9})\.?\s+(?<day>[0-9]{1,2})(st|nd|rd|th)?\s*,?\s+(?<year>[0-9]{4})";

    private const string DayFirst =
        @"(?<day>[0-9]{1,2})(st|nd|rd|th)?\.?\s+(of\s+)?(?<month>\p{L}{2,9})\.?\s*[,،]?\s+(?<year>[0-9]{4})";

    [GeneratedRegex($"{English}|{Arabic}|{Persian}", Options)]
    private static partial Regex Cue();

    [GeneratedRegex(
        @"(?<1>[0-9]{1,4})\s?[/.\-]\s?(?<2>[0-9]{1,2})\s?[/.\-]\s?(?<3>[0-9]{1,4})\s?(?<sign>م|هـ|ه‍|ه)?", Options)]
    private static partial Regex Numeric();

    [GeneratedRegex($"{MonthFirst}|{DayFirst}", Options)]
    private static partial Regex Named();
}
