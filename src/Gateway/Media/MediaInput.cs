using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Media;

/// <summary>What plays, opens or is taken along in a lesson, as typed into the lesson's form.</summary>
/// <param name="File">Id of the file.</param>
/// <param name="Poster">Id of the picture before it plays; empty for none.</param>
/// <param name="Length">12:30; empty for what the file says.</param>
/// <param name="Chapters">One a line: 1:30 Title.</param>
/// <param name="Captions">Languages and ids of files.</param>
public sealed record MediaInput(string File, string Poster, string Length, string Chapters, ImmutableArray<(string Language, string File)> Captions)
{
    private const int LongestTitle = 160;

    /// <summary>Nothing typed.</summary>
    public static MediaInput Empty { get; } = new("", "", "", "", []);

    internal static MediaInput Of(LessonMedia? media) => media is null ? Empty : new(
        media.File.Value,
        media.Poster?.Value ?? "",
        media.Seconds > 0 ? MediaWords.Time(media.Seconds) : "",
        string.Join('\n', media.Chapters.Select(chapter => $"{MediaWords.Time(chapter.Seconds)} {chapter.Title}")),
        [.. media.Captions.Select(captions => (captions.Language, captions.File.Value))]);

    internal static MediaInput Read(IFormCollection form)
    {
        var languages = form["captions_language"];
        var files = form["captions_file"];

        return new(
            form.Line("media_file", 64),
            form.Line("media_poster", 64),
            form.Line("media_length", 20),
            form.Block("media_chapters"),
            [.. languages.Zip(files, (language, file) => (FormText.Line(language ?? ""), FormText.Line(file ?? "")))
                .Where(pair => pair.Item1.Length + pair.Item2.Length > 0).Take(LessonMedia.MostCaptions)]);
    }

    /// <summary>The lesson's media; null for a kind that has none; or what is wrong with what was typed.</summary>
    internal async Task<Outcome<LessonMedia?>> ToMedia(LessonKind kind, TenantRequest request)
    {
        if (kind is not (LessonKind.Video or LessonKind.Audio or LessonKind.Pdf or LessonKind.File))
            return new Outcome<LessonMedia?>();

        if (await Find(request, File) is not { } file || !Fits(kind, file.Type.Kind))
            return Error.Invalid("media.lesson_file", "Choose a file of this kind from the list, or upload one.", "media_file");

        if (kind is LessonKind.Pdf or LessonKind.File)
            return new LessonMedia(file.Id);

        if (Poster.Length > 0 && (await Find(request, Poster))?.Type.Kind != MediaKind.Image)
            return Error.Invalid("media.lesson_poster", "Choose a picture from the list.", "media_poster");

        if (Length.Length > 0 && MediaWords.Read(Length) is not > 0)
            return Error.Invalid("media.lesson_length", "Write the length like 12:30 or 1:02:30.", "media_length");

        var seconds = Length.Length > 0 ? MediaWords.Read(Length)!.Value : file.Seconds;

        // Without it nobody could ever finish the lesson by watching it.
        if (seconds == 0)
            return Error.Invalid("media.lesson_length_needed", "The file does not say how long it plays. Write it, like 12:30.", "media_length");

        if (!ReadChapters().Succeeded(out var chapters, out var refusal) || !(await ReadCaptions(request)).Succeeded(out var captions, out refusal))
            return refusal;

        return new LessonMedia(file.Id)
        {
            Poster = Poster.Length > 0 ? Id<MediaFile>.Parse(Poster) : null,
            Seconds = seconds,
            Chapters = chapters,
            Captions = captions,
        };
    }

    /// <summary>Whether a lesson of a kind can consist of a file of a kind. To take along is anything.</summary>
    internal static bool Fits(LessonKind lesson, MediaKind file) => lesson switch
    {
        LessonKind.Video => file == MediaKind.Video,
        LessonKind.Audio => file is MediaKind.Audio or MediaKind.Video,
        LessonKind.Pdf => file == MediaKind.Pdf,
        _ => true,
    };

    private Outcome<ImmutableArray<Chapter>> ReadChapters()
    {
        var chapters = ImmutableArray.CreateBuilder<Chapter>();
        var number = 0;

        foreach (var line in Chapters.Split('\n'))
        {
            number++;

            if (string.IsNullOrWhiteSpace(line))
                continue;

            var parts = line.Trim().Split([' ', '\t'], 2);

            if (parts.Length < 2 || MediaWords.Read(parts[0]) is not { } seconds || chapters.Count == LessonMedia.MostChapters)
            {
                return Error.Invalid(
                    "media.lesson_chapter", $"Line {number} of the chapters should start with a time, like 1:30 The first example.", "media_chapters",
                    ("line", number.ToString(CultureInfo.InvariantCulture)));
            }

            var title = parts[1].Trim();
            chapters.Add(new Chapter(seconds, title.Length > LongestTitle ? title[..LongestTitle] : title));
        }

        return ImmutableArray.CreateRange(chapters.OrderBy(chapter => chapter.Seconds));
    }

    private async Task<Outcome<ImmutableArray<LessonCaptions>>> ReadCaptions(TenantRequest request)
    {
        var captions = ImmutableArray.CreateBuilder<LessonCaptions>();

        foreach (var (language, file) in Captions)
        {
            if (!LanguageTag.TryCanonical(language, out var tag, out _) || captions.Any(other => other.Language == tag)
                || await Find(request, file) is not { } known || known.Type.Kind != MediaKind.Captions)
            {
                var number = (captions.Count + 1).ToString(CultureInfo.InvariantCulture);
                return Error.Invalid(
                    "media.lesson_captions", $"Give captions {number} a language, another one than the others have, and a file of captions.",
                    $"captions-{number}", ("number", number));
            }

            captions.Add(new LessonCaptions(tag, known.Id));
        }

        return captions.ToImmutable();
    }

    private static async Task<MediaFile?> Find(TenantRequest request, string id) =>
        Id<MediaFile>.TryParse(id, out var file) ? await request.Grains.MediaFile(file).Show() : null;
}
