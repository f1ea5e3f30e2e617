using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Media;

/// <summary>Sizes, lengths and kinds as people read and write them.</summary>
internal static class MediaWords
{
    /// <summary>Bytes in the largest unit that leaves a whole part.</summary>
    public static string Size(long bytes, Texts texts)
    {
        var (value, unit) = bytes switch
        {
            >= 1L << 30 => (bytes / (decimal)(1L << 30), "gb"),
            >= 1L << 20 => (bytes / (decimal)(1L << 20), "mb"),
            _ => (bytes == 0 ? 0 : Math.Max(1, bytes / 1024m), "kb"),
        };
        var size = Numbers.Fraction(value, value is > 0 and < 10 ? 1 : 0, texts.Language);

        return texts.Format($"media.size_{unit}", ("size", (object)size));
    }

    /// <summary>A time in a recording: 1:05, 1:02:03, in the language's digits.</summary>
    public static string Time(int seconds, UiLanguage language) => Digits.Localise(Time(seconds), language);

    /// <summary>The same as it is typed.</summary>
    public static string Time(int seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        var hours = (int)time.TotalHours;
        return time.ToString(hours > 0 ? $"'{hours}:'mm\\:ss" : "m\\:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads seconds, minutes:seconds or hours:minutes:seconds in digits of any script; null for anything else.</summary>
    public static int? Read(string text)
    {
        var parts = Digits.Normalise(text).Trim().Split(':');

        if (parts.Length > 3 || parts.Any(part => part.Length is 0 or > 5 || !part.All(char.IsAsciiDigit)))
            return null;

        return parts.Aggregate(0, (sum, part) => (sum * 60) + int.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>What a kind is called.</summary>
    public static string Kind(MediaKind kind, Texts texts) => texts[$"media.kind_{kind.ToString().ToLowerInvariant()}"];
}
