using System.Text;
using System.Text.RegularExpressions;

namespace Darsgah.Grains.Media;

/// <summary>Words on a screen for a while.</summary>
/// <param name="From">When they come, in milliseconds.</param>
/// <param name="To">When they go, in milliseconds.</param>
/// <param name="Text">Plain words, lines ended by line feeds. No markup.</param>
/// <param name="Settings">Where they stand, in WebVTT's words; mostly empty.</param>
public sealed record CaptionCue(int From, int To, string Text, string Settings = "");

/// <summary>Captions of a video or a recording, in the order of their times.</summary>
/// <remarks>
/// Read from WebVTT (https://www.w3.org/TR/webvtt1/) or SubRip, and written as WebVTT. Markup, styles, regions and notes are left
/// out, so nothing in a cue is ever more than words.
/// </remarks>
public sealed partial record CaptionTrack(ImmutableArray<CaptionCue> Cues)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int Largest = 2 * 1024 * 1024;

    /// <summary>The most cues: three hours with one every second.</summary>
    public const int MostCues = 10_800;

    private const int LongestText = 2_000;

    /// <summary>Reads a file.</summary>
    /// <returns>The captions; or a refusal that names the line.</returns>
    public static Outcome<CaptionTrack> Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > Largest)
            return CaptionErrors.TooLarge(Largest);

        string text;

        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(file);
        }
        catch (DecoderFallbackException error)
        {
            return CaptionErrors.NotText(1 + file[..Math.Max(0, error.Index)].Count((byte)'\n'));
        }

        var lines = text.TrimStart('\uFEFF').Split('\n');
        var cues = ImmutableArray.CreateBuilder<CaptionCue>();

        for (var at = Headed(lines) ? After(lines, 0) : 0; at < lines.Length; at = After(lines, at))
        {
            if (IsBlank(lines[at]) || IsAside(lines[at]))
                continue;

            // A cue may have a name of its own above its time.
            var timed = lines[at].Contains("-->", StringComparison.Ordinal) ? at : at + 1;

            if (timed >= lines.Length || Time().Match(lines[timed].Trim()) is not { Success: true } time)
                return CaptionErrors.NoTime(timed >= lines.Length ? at + 1 : timed + 1);

            var (from, to) = (Moment(time, "from"), Moment(time, "to"));

            if (to <= from)
                return CaptionErrors.EndsFirst(timed + 1);

            if (cues.Count == MostCues)
                return CaptionErrors.TooMany(timed + 1, MostCues);

            var words = Words(lines.Skip(timed + 1).TakeWhile(line => !IsBlank(line)));

            if (words.Length > 0)
                cues.Add(new CaptionCue(from, to, words, Settings(time.Groups["settings"].Value)));

            at = timed;
        }

        return cues.Count == 0 ? CaptionErrors.Empty() : new CaptionTrack([.. cues.OrderBy(cue => cue.From)]);
    }

    /// <summary>The captions as WebVTT.</summary>
    /// <param name="isRightToLeft">
    /// True where their language is: each line then begins with a mark (U+200F), so that one that starts with a number or a
    /// Latin word stands right all the same.
    /// </param>
    public string ToVtt(bool isRightToLeft = false)
    {
        var vtt = new StringBuilder("WEBVTT\n");

        foreach (var cue in Cues)
        {
            vtt.Append('\n').Append(Clock(cue.From)).Append(" --> ").Append(Clock(cue.To));

            if (cue.Settings.Length > 0)
                vtt.Append(' ').Append(cue.Settings);

            foreach (var line in cue.Text.Split('\n'))
                vtt.Append('\n').Append(isRightToLeft ? "\u200F" : "").Append(Escaped(line));

            vtt.Append('\n');
        }

        return vtt.ToString();
    }

    private static bool Headed(string[] lines) => lines[0].StartsWith("WEBVTT", StringComparison.Ordinal);

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    private static bool IsAside(string line) =>
        line.StartsWith("NOTE", StringComparison.Ordinal) || line.StartsWith("STYLE", StringComparison.Ordinal)
        || line.StartsWith("REGION", StringComparison.Ordinal);

    // The line after this block: from a blank one the next, else what follows the blank line that ends it.
    private static int After(string[] lines, int at)
    {
        while (at < lines.Length && !IsBlank(lines[at]))
            at++;

        return at + 1;
    }

    private static int Moment(Match time, string name)
    {
        int Part(string part) => int.Parse(
            time.Groups[name + part] is { Success: true } group ? group.Value : "0", NumberStyles.None, CultureInfo.InvariantCulture);

        return ((((Part("h") * 60) + Part("m")) * 60) + Part("s")) * 1000 + Part("f");
    }

    private static string Words(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines.Select(line => System.Net.WebUtility.HtmlDecode(Markup().Replace(line, ""))
            .Replace("-->", "→", StringComparison.Ordinal).Trim()).Where(line => line.Length > 0));
        var clean = string.Concat(text.Where(letter => letter == '\n' || !char.IsControl(letter)));
        return clean.Length > LongestText ? clean[..LongestText] : clean;
    }

    private static string Settings(string written) => string.Join(' ', Setting().Matches(written).Select(match => match.Value.Trim()));

    private static string Escaped(string line) => line
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Clock(int milliseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{milliseconds / 3_600_000:00}:{milliseconds / 60_000 % 60:00}:{milliseconds / 1000 % 60:00}.{milliseconds % 1000:000}");

    // Three digits of a fraction in both formats; SubRip has a comma.
    [GeneratedRegex(
        @"^((?<fromh>[0-9]{1,3}):)?(?<fromm>[0-5][0-9]):(?<froms>[0-5][0-9])[.,](?<fromf>[0-9]{3})[ \t]+-->[ \t]+"
        + @"((?<toh>[0-9]{1,3}):)?(?<tom>[0-5][0-9]):(?<tos>[0-5][0-9])[.,](?<tof>[0-9]{3})(?<settings>[ \t].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Time();

    [GeneratedRegex(@"<[^>]*>|\{\\[^}]*\}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex(
        @"\b(align:(start|center|end|left|right)|(line|position|size):-?[0-9]{1,3}%?)(\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Setting();
}
