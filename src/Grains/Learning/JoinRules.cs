using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Learning;

/// <summary>Who may join a course by her own wish. No I/O, no clock.</summary>
public static class JoinRules
{
    /// <summary>Why nobody joins it now; null where it takes people.</summary>
    public static Error? Check(CourseDescription course, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(course);

        return course switch
        {
            { Published: false } => CourseErrors.NoSuchCourse(course.Slug.Value),
            { Access: CourseAccess.Invitation } => LearningErrors.ByInvitation(),
            { JoinFrom: { } from } when now < from => LearningErrors.JoinLater(),
            { JoinUntil: { } until } when now >= until => LearningErrors.JoinOver(),
            _ => null,
        };
    }
}
