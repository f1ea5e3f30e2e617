using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>The answer to what a lesson's form saved by itself.</summary>
/// <param name="Status">What became of it, in the words of the interface.</param>
/// <param name="Seen">Mark of what is kept now, which the next save names; null where nothing was saved.</param>
internal sealed record LessonReply(string Status, string? Seen)
{
    public static IResult Of(string seen, PageContext context, DateTimeOffset at) =>
        Results.Json(new LessonReply(context.Texts.Format("editor.saved", ("time", context.Dates.Time(at))), seen));

    public static IResult Of(Error refusal, PageContext context) => Results.Json(
        new LessonReply(
            refusal.Kind == ErrorKind.Conflict
                ? context.Texts["editor.conflict"]
                : context.Texts.Format("admin_lesson.not_saved", ("why", context.Texts.Refusal(refusal))),
            null),
        statusCode: refusal.Kind.ToStatusCode());
}
