using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>The same done about several students of the roster at once.</summary>
internal static class ChosenEndpoints
{
    /// <summary>As many as a page of the roster shows.</summary>
    private const int Most = 50;

    public static void MapChosen(this IEndpointRouteBuilder course) => course.MapPost("/people/chosen", Arrange);

    private static async Task<IResult> Arrange(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var chosen = Chosen(form);
        var read = chosen.IsEmpty ? TeachingErrors.NobodyChosen() : await PlaceActs.Read(form, course, request) ?? TeachingErrors.NothingChosen();

        if (!read.Succeeded(out var act, out var objection))
            return Page.Of<ChosenPage, ChosenModel>(new ChosenModel(outline, [], []), objection);

        var done = ImmutableArray.CreateBuilder<ChosenStudent>();
        var refused = ImmutableArray.CreateBuilder<(ChosenStudent, Error)>();

        foreach (var person in chosen)
        {
            var enrollment = request.Grains.Enrollment(person, course);

            // Of who is not in the course nothing is said, not even that there is somebody.
            if (await enrollment.Kept() is null)
                refused.Add((ChosenStudent.Nobody, TeachingErrors.NoSuchStudent()));
            else if ((await enrollment.Arrange(act)).Succeeded(out _, out var refusal))
                done.Add(await Of(person, request));
            else
                refused.Add((await Of(person, request), refusal));
        }

        return Page.Of<ChosenPage, ChosenModel>(new ChosenModel(outline, done.ToImmutable(), refused.ToImmutable()) { Act = act.Act });
    }

    // All of the page, where that was ticked; whatever was sent, no more than a page has.
    private static ImmutableArray<Id<Person>> Chosen(IFormCollection form)
    {
        var people = ImmutableArray.CreateBuilder<Id<Person>>();

        foreach (var value in form[form.Ticked("all") ? "listed" : "person"].Distinct(StringComparer.Ordinal).Take(Most))
        {
            if (Id<Person>.TryParse(value, out var person))
                people.Add(person);
        }

        return people.ToImmutable();
    }

    private static async Task<ChosenStudent> Of(Id<Person> person, TenantRequest request)
    {
        var account = await request.Grains.Person(person).Account(PurposeUses.RosterName);
        return new(person, account is null ? "" : StudentNames.Of(account));
    }
}

/// <param name="Person">Her id; the default for somebody who is not in the course.</param>
/// <param name="Name">Empty where she gave none.</param>
public sealed record ChosenStudent(Id<Person> Person, string Name)
{
    internal static ChosenStudent Nobody { get; } = new(default, "");
}

/// <param name="Done">For whom it was done.</param>
/// <param name="Refused">For whom not, and why.</param>
public sealed record ChosenModel(CourseOutline Course, ImmutableArray<ChosenStudent> Done, ImmutableArray<(ChosenStudent Student, Error Why)> Refused)
{
    /// <summary>What was done; null where nothing was.</summary>
    public EnrollmentAct? Act { get; init; }

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;
}
