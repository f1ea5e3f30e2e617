using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>The lines of a course's outline as one piece of HTML: a long course has hundreds beside each of its lessons.</summary>
/// <remarks>
/// What a line says of the lesson is the same for everybody and kept with the lesson's head, of which each change makes
/// another; what it says of the reader is put in each time.
/// </remarks>
internal static class OutlineLines
{
    private static readonly ConditionalWeakTable<LessonHead, Line> kept = [];

    /// <param name="current">The lesson beside which they stand.</param>
    public static MarkupString Of(
        ImmutableArray<LessonHead> lessons, CourseWay way, Id<Lesson> current, Texts texts, HtmlEncoder encoder)
    {
        var (said, html) = (way.Outline.Description, new StringBuilder(lessons.Length * 160));
        var (done, closed) = (Note(texts["lesson.completed"], encoder), Note(texts["lesson.closed"], encoder));

        foreach (var lesson in lessons)
        {
            var isDone = way.IsDone(lesson.Id);
            var isClosed = !isDone && !way.Release(lesson).IsOpen;
            var line = Of(lesson, said, encoder);

            html.Append(isDone ? "<li class=\"done\">" : isClosed ? "<li class=\"closed\">" : "<li>").Append(line.Link)
                .Append(lesson.Id == current ? " aria-current=\"page\"" : "").Append(line.Title)
                .Append(isDone ? done : isClosed ? closed : "").Append("</li>\n");
        }

        return new(html.ToString());
    }

    private static Line Of(LessonHead lesson, CourseDescription said, HtmlEncoder encoder)
    {
        // A copied course may have the same heads under another address.
        var of = (said.Slug, said.Language, said.HtmlDirection);

        if (kept.TryGetValue(lesson, out var line) && line.Of == of)
            return line;

        line = new(
            of,
            $"<a href=\"{encoder.Encode($"/courses/{said.Slug}/lessons/{lesson.Id}")}\"",
            $" lang=\"{encoder.Encode(said.Language)}\" dir=\"{said.HtmlDirection}\">{encoder.Encode(lesson.Title)}</a>");
        kept.AddOrUpdate(lesson, line);
        return line;
    }

    private static string Note(string words, HtmlEncoder encoder) => $" <span class=\"visually-hidden\">{encoder.Encode(words)}</span>";

    private sealed record Line((Id<Course> Course, string Language, string Direction) Of, string Link, string Title);
}
