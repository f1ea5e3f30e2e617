using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>Sections and lessons of a course in order, and what of them is to be published.</summary>
internal static class CourseOutlineEndpoints
{
    public static void MapAdminCourse(this IEndpointRouteBuilder course)
    {
        course.MapGet("/", Show);
        course.MapPost("/", Change);
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, string? done) =>
        await Model(course, request) is { } model
            ? Page.Of<CourseOutlinePage, CourseOutlineModel>(model with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Change(Id<Course> course, IFormCollection form, TenantRequest request, TimeProvider clock)
    {
        var grain = request.Grains.Course(course);

        if (await grain.Draft() is not { } draft)
            return Results.NotFound();

        var act = FormText.First(form, "do").Split(':');
        var done = act[0] switch
        {
            "publish" or "publish-all" => "published",
            "remove" => "removed",
            "back" => "back",
            "section" => "section",
            _ => "moved",
        };

        var outcome = act switch
        {
            ["publish-all"] => await grain.PublishAll(),
            ["back", var id] => Id<Lesson>.TryParse(id, out var lesson) ? await grain.PutBack(lesson) : CourseErrors.NoSuchLesson(Short(id)),
            ["section"] => await grain.PutSection(Id<Section>.New(clock), form.Line("section_title", CourseForm.LongestTitle)),
            ["section-title" or "section-up" or "section-down" or "section-remove", var id] => await Section(grain, draft, act[0], id, form),
            ["section-place", var id, var number] => await Drop(grain, id, number),
            [var what, var id, ..] => await Lesson(grain, draft, what, id, act),
            _ => draft,
        };

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{AdminPlaces.Course(course)}?done={done}#{Place(act)}")
            : Page.Of<CourseOutlinePage, CourseOutlineModel>((await Model(course, request))!, refusal);
    }

    // Back to what was moved, so that who uses the keyboard goes on from there.
    private static string Place(string[] act) => act switch
    {
        ["up" or "down" or "place" or "publish" or "back", var lesson, ..] when Id<Lesson>.TryParse(lesson, out _) => $"lesson-{lesson}",
        ["section-up" or "section-down" or "section-title" or "section-place", var section, ..] when Id<Section>.TryParse(section, out _) => $"section-{section}",
        _ => "lessons",
    };

    private static async Task<Outcome<CourseOutline>> Section(ICourseGrain grain, CourseOutline draft, string what, string id, IFormCollection form)
    {
        if (!Id<Section>.TryParse(id, out var section) || draft.Sections.FirstOrDefault(known => known.Id == section) is not { } head)
            return CourseErrors.NoSuchSection(Short(id));

        var place = draft.Sections.IndexOf(head);

        return what switch
        {
            "section-title" => await grain.PutSection(section, form.Line("section_title", CourseForm.LongestTitle)),
            "section-up" => await grain.MoveSection(section, place - 1),
            "section-down" => await grain.MoveSection(section, place + 1),
            _ => await grain.RemoveSection(section),
        };
    }

    // Where a section was dropped: its place among the others.
    private static async Task<Outcome<CourseOutline>> Drop(ICourseGrain grain, string id, string number) =>
        Id<Section>.TryParse(id, out var section) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? await grain.MoveSection(section, place)
            : CourseErrors.NoSuchSection(Short(id));

    private static async Task<Outcome<CourseOutline>> Lesson(ICourseGrain grain, CourseOutline draft, string what, string id, string[] act)
    {
        if (!Id<Lesson>.TryParse(id, out var lesson) || draft.Find(lesson) is null)
            return CourseErrors.NoSuchLesson(Short(id));

        switch (what)
        {
            case "up" or "down" when CourseStructure.Step(draft, lesson, what is "up" ? -1 : 1) is var (section, place):
                return await grain.PlaceLesson(lesson, section, place);

            // Where it was dropped: the section, "-" for none, and the place in it.
            case "place" when act is [_, _, var to, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var place):
                return await grain.PlaceLesson(lesson, Id<Section>.TryParse(to, out var into) ? into : default, place);

            case "remove":
                return await grain.RemoveLesson(lesson);

            case "publish":
                return await grain.PublishLesson(lesson);

            default:
                return draft;
        }
    }

    internal static async Task<CourseOutlineModel?> Model(Id<Course> course, TenantRequest request) =>
        await request.Grains.Course(course).Draft() is { } draft && await request.Grains.Course(course).Outline() is { } published
            ? new CourseOutlineModel(draft, CourseChanges.Of(draft, published)) { Removed = await request.Grains.Course(course).Removed() }
            : null;

    private static string Short(string id) => id.Length > 64 ? id[..64] : id;
}

/// <param name="Draft">As authored.</param>
/// <param name="Changes">What of it students do not see yet.</param>
public sealed record CourseOutlineModel(CourseOutline Draft, CourseChanges Changes)
{
    /// <summary>Lessons that can be put back, the one taken out last first.</summary>
    public ImmutableArray<LessonHead> Removed { get; init; } = [];

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    public Id<Course> Course => Draft.Description.Slug;

    public string Language => Draft.Description.Language;

    public string Direction => Draft.Description.HtmlDirection;
}
