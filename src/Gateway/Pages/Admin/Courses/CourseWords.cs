using Darsgah.Gateway.Localization;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>Keys of the texts for what a course or lesson is.</summary>
public static class CourseWords
{
    /// <summary>Who sees a course.</summary>
    public static string Visibility(bool published, CourseAccess access) => (published, access) switch
    {
        (false, _) => "admin.course_draft",
        (_, CourseAccess.Unlisted) => "admin_course.visibility_unlisted",
        (_, CourseAccess.Invitation) => "admin_course.visibility_invitation",
        _ => "admin.course_published",
    };

    /// <summary>What a lesson is.</summary>
    public static string Kind(LessonKind kind) => kind switch
    {
        LessonKind.Video => "lesson.kind_video",
        LessonKind.Audio => "lesson.kind_audio",
        LessonKind.Pdf => "lesson.kind_pdf",
        LessonKind.File => "lesson.kind_file",
        LessonKind.Embed => "lesson.kind_embed",
        LessonKind.Quiz => "lesson.kind_quiz",
        LessonKind.Assignment => "lesson.kind_assignment",
        LessonKind.Live => "lesson.kind_live",
        _ => "lesson.kind_text",
    };

    /// <summary>For whom a course is.</summary>
    public static string Level(CourseLevel level) => level switch
    {
        CourseLevel.Beginner => "course.level_beginner",
        CourseLevel.Intermediate => "course.level_intermediate",
        CourseLevel.Advanced => "course.level_advanced",
        _ => "course.level_all",
    };

    /// <summary>Where a lesson of a draft stands.</summary>
    public static string State(LessonState state) => state switch
    {
        LessonState.New => "admin_lesson.state_new",
        LessonState.Changed => "admin_lesson.state_changed",
        _ => "admin_lesson.state_published",
    };

    /// <summary>What completes a lesson, in words.</summary>
    public static string Completion(CompletionRule rule, Texts texts) => rule.By switch
    {
        CompletedBy.Watching => texts.Format("lesson.completes_watching", ("percent", rule.Percent)),
        CompletedBy.Quiz => texts["lesson.completes_quiz"],
        CompletedBy.Assignment => texts["lesson.completes_assignment"],
        _ => texts["lesson.completes_reading"],
    };
}
