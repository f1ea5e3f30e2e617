using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>The draft of a course, for who works on it, as a student will see it. Looking at it leaves no trace.</summary>
internal static class AsLearnerEndpoints
{
    public static void MapAsLearner(this IEndpointRouteBuilder course)
    {
        course.MapGet("/as-learner", ShowCourse);
        course.MapGet("/lessons/{lesson}/as-learner", ShowLesson);
    }

    private static async Task<IResult> ShowCourse(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Draft() is { } draft
            ? Page.Of<CoursePage, CoursePageModel>(new CoursePageModel(draft, Enrollment: null, SignedIn: true, request.Clock.GetUtcNow())
            {
                IsPreview = true,
                Teachers = await TeacherNames.Of(request, draft.Teachers),
                Prerequisites = await request.Grains.Catalogue.Of(draft.Description.Prerequisites),
            })
            : Results.NotFound();

    private static async Task<IResult> ShowLesson(Id<Course> course, Id<Lesson> lesson, TenantRequest request)
    {
        if (await LessonsEndpoints.Find(course, lesson, request) is not var (draft, content))
            return Results.NotFound();

        // Who has just come: nothing done, nothing handed in.
        var now = request.Clock.GetUtcNow();
        var blank = new Enrollment(course, now, [], LastLesson: null, Certificate: null);

        return Page.Of<LessonPreviewPage, LessonPageModel>(new LessonPageModel(draft, blank, new PublishedLesson(0, now, content), now)
        {
            IsPreview = true,
            Rules = await request.Grains.LearningRules.Rules(),
        });
    }
}
