using Darsgah.Grains.Notifications;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Community;

/// <summary>The moderators' queues, one of each course and the school's, and who is told of them.</summary>
internal static class ReportQueue
{
    /// <summary>A post in the queues while it has reports, and out of them as soon as they are decided; with its places there.</summary>
    /// <remarks>What a teacher wrote is in the school's queue alone: it is not hers to decide, nor her colleagues'.</remarks>
    /// <param name="row">What the queues show of it.</param>
    public static async Task<Post> Queued(this Post post, TenantGrains grains, Id<Course> course, BoardRow row)
    {
        var (courses, schools) = (grains.CourseReports(course), grains.Reports);

        if (post.Reports.IsEmpty)
        {
            await courses.Take(row.Id, post.CourseQueue);
            await schools.Take(row.Id, post.SchoolQueue);
            return post with { CourseQueue = 0, SchoolQueue = 0 };
        }

        var listed = row with { Reports = post.Reports.Length, Reason = post.Reports[0].Reason };

        if (post.By.Teaches)
            await courses.Take(row.Id, post.CourseQueue);

        var queued = post with
        {
            CourseQueue = post.By.Teaches ? 0 : await courses.Put(listed, post.CourseQueue),
            SchoolQueue = await schools.Put(listed, post.SchoolQueue),
        };

        await queued.TellReported(grains, course, row.Path);
        return queued;
    }

    /// <summary>Tells whoever wrote a post that it was hidden, or is shown again; nothing where neither is so.</summary>
    /// <param name="before">The post before the decision.</param>
    /// <param name="path">Where she reads it.</param>
    public static async Task TellVerdict(this Post post, Post before, TenantGrains grains, Id<Course> course, string path)
    {
        if ((before.Hidden is null) == (post.Hidden is null) || await grains.Course(course).Outline() is not { } outline)
            return;

        var news = post.Hidden is { } hidden
            ? NotificationEvent.Of(NotificationKind.Moderated, $"hidden.{post.Id}.{Moment(hidden.At)}", path, ("course", outline.Description.Title))
            : NotificationEvent.Of(
                NotificationKind.Moderated, $"restored.{post.Id}.{Moment(before.Hidden!.At)}", path,
                ("course", outline.Description.Title), (NotificationEvent.About, "restored"));

        await grains.Notifications(post.By.Person).Tell(news);
    }

    /// <summary>What the audit trail calls a decision.</summary>
    public static string ActionOf(Judgement judgement) => judgement switch
    {
        Judgement.Hide => "community.hidden",
        Judgement.Restore => "community.restored",
        _ => "community.dismissed",
    };

    // Once for all reports that wait: under the first of them.
    private static async Task TellReported(this Post post, TenantGrains grains, Id<Course> course, string path)
    {
        if (await grains.Course(course).Outline() is not { } outline)
            return;

        var news = NotificationEvent.Of(
            NotificationKind.Reported, $"reported.{post.Id}.{Moment(post.Reports[0].At)}", path, ("course", outline.Description.Title));

        if (post.By.Teaches)
            await grains.TellSchool(post.By.Person, news);
        else
            await grains.TellTeachers(outline, post.By.Person, news);
    }

    private static string Moment(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
