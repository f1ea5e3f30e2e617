using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>What a course's page says, who sees it, and who teaches it.</summary>
internal static class CourseAboutEndpoints
{
    public static void MapCourseAbout(this IEndpointRouteBuilder course)
    {
        course.MapGet("/about", Show);
        course.MapPost("/about", Save);
    }

    // Prerequisites to tick; a page of the catalogue has no more.
    private const int MostOffered = 100;

    /// <summary>What is typed as a description, once every course that it asks for is known to her.</summary>
    internal static async Task<Outcome<CourseDescription>> Description(TenantRequest request, CourseForm typed, TimeZoneInfo zone, CourseDescription? before)
    {
        if (!typed.ToDescription(zone).Succeeded(out var description, out var refusal))
            return refusal;

        var added = description.Prerequisites.RemoveRange(before?.Prerequisites ?? []);
        var me = request.Account!;
        var known = (await request.Grains.Catalogue.Of(added)).Where(card => me.RunsSchool || card.IsListed || card.Teachers.Contains(me.Id));

        if (added.Except(known.Select(card => card.Slug)).FirstOrDefault() is { IsEmpty: false } unknown)
            return CourseForm.NoPrerequisite(unknown.Value);

        return await Circle(request.Grains, description.Slug, added) is { } circle ? CourseForm.PrerequisiteCircle(circle) : description;
    }

    // The first of some courses that, over however many others, can only be joined by who has finished this one.
    private static async Task<string?> Circle(TenantGrains grains, Id<Course> course, ImmutableArray<Id<Course>> asked)
    {
        foreach (var first in asked)
        {
            var seen = new HashSet<Id<Course>> { first };

            for (ImmutableArray<Id<Course>> next = [first]; !next.IsEmpty;)
            {
                var outlines = await Task.WhenAll(next.Select(known => grains.Course(known).Draft()));
                next = [.. outlines.OfType<CourseOutline>().SelectMany(outline => outline.Description.Prerequisites).Where(seen.Add)];

                if (seen.Contains(course))
                    return first.Value;
            }
        }

        return null;
    }

    /// <param name="outline">The course as it is; null for one that is not made yet.</param>
    internal static async Task<CourseAboutModel> Model(TenantRequest request, CourseForm form, CourseOutline? outline)
    {
        var runsSchool = request.Account!.RunsSchool;
        var teachers = runsSchool && outline is not null ? await TeacherNames.Offered(request, outline.Teachers) : [];

        // Those it asks for, then others she can tick; at a school with more of them, the rest by their addresses.
        var chosen = await request.Grains.Catalogue.Of(form.Prerequisites);
        var others = await request.Grains.Catalogue.StaffPage(runsSchool ? null : request.Account.Id, archived: false, "", 1, MostOffered);

        return new CourseAboutModel(
            form,
            [.. chosen.Concat(others.Cards).DistinctBy(card => card.Slug).Where(card => card.Slug.Value != form.Slug)],
            teachers)
        {
            HasMore = others.Listed > MostOffered,
            Cover = outline?.Description.Cover ?? "",
            Chosen = outline?.Teachers ?? [],
            MaySetTeachers = runsSchool,
        };
    }

    private static async Task<IResult> Show(Id<Course> course, TenantRequest request, PageContext context, string? done) =>
        await request.Grains.Course(course).Draft() is { } outline
            ? Page.Of<CourseAboutPage, CourseAboutModel>(await Model(request, CourseForm.Of(outline, context.Zone), outline) with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Course> course, IFormCollection form, TenantRequest request, PageContext context)
    {
        var grain = request.Grains.Course(course);

        if (await grain.Draft() is not { } outline)
            return Results.NotFound();

        if (FormText.First(form, "do") is "teachers")
            return await SetTeachers(grain, outline, form, request, context);

        if (FormText.First(form, "do") is "delete")
            return await Delete(grain, outline, request, context);

        var typed = CourseForm.Read(form, course);

        var outcome = (await Description(request, typed, context.Zone, outline.Description)).Succeeded(out var description, out var refusal)
            ? await grain.Describe(
                description with { Cover = outline.Description.Cover, CoverAlternative = outline.Description.CoverAlternative }, typed.Revision)
            : refusal;

        if (outcome.Succeeded(out _, out refusal))
            return Results.Redirect(AdminPlaces.CourseAbout(course) + "?done=saved");

        if (refusal.Kind != ErrorKind.Conflict || await grain.Draft() is not { } now)
            return Page.Of<CourseAboutPage, CourseAboutModel>(await Model(request, typed, outline), refusal);

        // Lessons count into a course's revision, so what differs may be none of these fields; both are shown.
        var model = await Model(request, typed with { Revision = now.Revision }, now) with { Theirs = now.Description };
        return Page.Of<CourseAboutPage, CourseAboutModel>(model, refusal);
    }

    // Only who runs the school makes courses, and deletes them.
    private static async Task<IResult> Delete(ICourseGrain grain, CourseOutline outline, TenantRequest request, PageContext context)
    {
        if (!request.Account!.RunsSchool)
            return Results.NotFound();

        return await grain.Delete() is { } refusal
            ? Page.Of<CourseAboutPage, CourseAboutModel>(await Model(request, CourseForm.Of(outline, context.Zone), outline), refusal)
            : Results.Redirect(Places.AdminCourses + "?saved=1");
    }

    // Only who runs the school says who teaches; what another sends is as if it had not come.
    private static async Task<IResult> SetTeachers(
        ICourseGrain grain, CourseOutline outline, IFormCollection form, TenantRequest request, PageContext context)
    {
        if (!request.Account!.RunsSchool)
            return Results.NotFound();

        var offered = await TeacherNames.Offered(request, outline.Teachers);
        var chosen = offered.Select(teacher => teacher.Person).Where(person => form["teachers"].Contains(person.Value, StringComparer.Ordinal));
        var outcome = await grain.SetTeachers([.. chosen]);

        return outcome.Succeeded(out var next, out var refusal)
            ? Results.Redirect(AdminPlaces.CourseAbout(next.Description.Slug) + "?done=teachers#teachers")
            : Page.Of<CourseAboutPage, CourseAboutModel>(await Model(request, CourseForm.Of(outline, context.Zone), outline), refusal);
    }
}

/// <param name="Form">With revision 0 for a course that is not made yet.</param>
/// <param name="Others">Courses that this one can ask for.</param>
/// <param name="Offered">People who can teach it.</param>
public sealed record CourseAboutModel(CourseForm Form, ImmutableArray<CourseCard> Others, ImmutableArray<Teacher> Offered)
{
    /// <summary>What is saved now, where that is not what the form was filled from.</summary>
    public CourseDescription? Theirs { get; init; }

    /// <summary>Id of its picture; empty for none.</summary>
    public string Cover { get; init; } = "";

    /// <summary>Who teaches it.</summary>
    public ImmutableArray<Id<Person>> Chosen { get; init; } = [];

    public bool MaySetTeachers { get; init; }

    public bool MayDelete => MaySetTeachers && !IsNew;

    /// <summary>There are more courses than <see cref="Others"/>.</summary>
    public bool HasMore { get; init; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    public bool IsNew => Form.Revision == 0;
}
