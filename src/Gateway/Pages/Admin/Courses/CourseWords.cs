using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>Keys of the texts for what a course or lesson is.</summary>
public static class CourseWords
{
    /// <summary>Who sees a course.</summary>
    public static string Visibility(bool published, CourseAccess access) => (published, access) switch
    {
        (_, CourseAccess.Archived) => "admin_course.visibility_archived",
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
        CompletedBy.HandingIn => texts["lesson.completes_handing_in"],
        _ => texts["lesson.completes_reading"],
    };

    /// <summary>What can complete a lesson of a kind, to choose from.</summary>
    internal static IEnumerable<Choice> Completions(LessonKind kind, Texts texts) => CompletionRules.Offered(kind).Select(by => new Choice(by.ToString(), texts[by switch
    {
        CompletedBy.Watching => "admin_lesson.completion_watching",
        CompletedBy.Quiz => "admin_lesson.completion_quiz",
        CompletedBy.Assignment => "admin_lesson.completion_assignment",
        CompletedBy.HandingIn => "admin_lesson.completion_handing_in",
        _ => "admin_lesson.completion_reading",
    }]));
}
