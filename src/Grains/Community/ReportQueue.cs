namespace Darsgah.Grains.Community;

/// <summary>The moderators' queues: one of each course, and the school's.</summary>
internal static class ReportQueue
{
    /// <summary>A post in both queues while it has reports, and out of them as soon as they are decided; with its places there.</summary>
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

        return post with
        {
            CourseQueue = await courses.Put(listed, post.CourseQueue),
            SchoolQueue = await schools.Put(listed, post.SchoolQueue),
        };
    }

    /// <summary>What the audit trail calls a decision.</summary>
    public static string ActionOf(Judgement judgement) => judgement switch
    {
        Judgement.Hide => "community.hidden",
        Judgement.Restore => "community.restored",
        _ => "community.dismissed",
    };
}
