using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>Who is in a course and how far, who is at risk, and the same as a file.</summary>
internal static class RosterEndpoints
{
    private const int PageSize = 50;

    public static void MapRoster(this IEndpointRouteBuilder course)
    {
        course.MapGet("/people", List);
        course.MapPost("/people", Enroll);
        course.MapGet("/people/at-risk", AtRisk);
        course.MapGet("/people/export", Export);
    }

    private static async Task<IResult> List(
        Id<Course> course, TenantRequest request, string? q, string? state, string? cohort, string? sort, string? after, string? done)
    {
        var filter = RosterFilter.Of(q, state, cohort, sort);

        return await request.Grains.Course(course).Outline() is { } outline
            ? Page.Of<RosterPage, RosterModel>(await Model(request, outline, filter, after) with { Done = done })
            : Results.NotFound();
    }

    private static async Task<IResult> Enroll(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var entered = await Entered(course, form, request);

        return entered.Succeeded(out var enrollment, out var refusal)
            ? Results.Redirect(TeachingPlaces.With(TeachingPlaces.People(course), ("done", "enrolled")))
            : Page.Of<RosterPage, RosterModel>(await Model(request, outline, RosterFilter.None, after: null), refusal);
    }

    // Only who sees addresses anyway enrols by one: to others the answer would tell who has an account here (SEC-C02).
    private static async Task<Outcome<Enrollment>> Entered(Id<Course> course, IFormCollection form, TenantRequest request)
    {
        if (!request.Account!.RunsSchool)
            return TeachingErrors.NoSuchStudent();

        return await Accounts.Find(request.Grains, form.Line("login", 254)) is { } account
            ? await request.Grains.Enrollment(account.Id, course).Admit(new Admission(ByStaff: true))
            : Error.NotFound("people.no_such_person", "There is no such person at this school.", "login");
    }

    private static async Task<IResult> AtRisk(Id<Course> course, TenantRequest request, string? days, string? pace, string? after)
    {
        if (await request.Grains.Course(course).Outline() is not { } outline)
            return Results.NotFound();

        var rule = new RiskRule(Number(days, 1, 365, RiskRule.Usual.Days), Number(pace, 0, 50, RiskRule.Usual.Pace));
        ImmutableArray<Id<Lesson>> lessons = [.. CompletionRules.Needed(outline).Select(lesson => lesson.Id)];
        var page = await request.Grains.RosterIndex(course).Find(
            RosterQuery.All with { Risk = rule, Sort = RosterSort.Activity, Lessons = lessons, After = after, Size = PageSize });
        var facts = await request.Grains.Roster(course).Facts();

        return Page.Of<RiskPage, RiskModel>(new RiskModel(
            outline, rule, page, new LessonColumns(outline, facts.Columns), after is not null, request.Clock.GetUtcNow())
        {
            LeavesOut = await request.Grains.Purposes.Find(LessonFigures.Purpose) is { State: PurposeState.Enabled },
        });
    }

    private static async Task<IResult> Export(
        Id<Course> course, TenantRequest request, string? q, string? state, string? cohort, string? sort) =>
        await request.Grains.Course(course).Outline() is { } outline
            ? await RosterFile.Of(request, outline, RosterFilter.Of(q, state, cohort, sort))
            : Results.NotFound();

    private static async Task<RosterModel> Model(TenantRequest request, CourseOutline outline, RosterFilter filter, string? after)
    {
        var course = outline.Description.Slug;
        var columns = new LessonColumns(outline, (await request.Grains.Roster(course).Facts()).Columns);
        var page = await filter.Page(request, outline, after, PageSize);

        return new RosterModel(
            outline, filter, page, await request.Grains.Cohorts(course).All(), columns, after is not null, request.Account!.RunsSchool, request.Clock.GetUtcNow());
    }

    private static int Number(string? typed, int least, int most, int usual) =>
        Digits.TryParse(typed, out var number) ? Math.Clamp(number, least, most) : usual;
}

/// <summary>Which numbers a course's lessons have in lines and sheets.</summary>
public sealed record LessonColumns
{
    internal LessonColumns(CourseOutline outline, RosterColumns columns)
    {
        Numbers = [.. CompletionRules.Needed(outline).Select(lesson => columns.Lessons.IndexOf(lesson.Id))];
        Graded = [.. columns.Graded];
    }

    /// <summary>The numbers of the lessons that finish the course, in its order; -1 for one that nobody has finished.</summary>
    public ImmutableArray<int> Numbers { get; }

    /// <summary>Lessons that somebody was graded for, in the order of their columns.</summary>
    public ImmutableArray<Id<Lesson>> Graded { get; }

    /// <summary>How many lessons finish the course: what is optional counts for nobody, as on the student's own pages.</summary>
    public int Total => Numbers.Length;

    /// <summary>How many of these she has finished.</summary>
    public int Done(RosterLine line) => LessonBits.Count(line.Done, Numbers);
}

/// <param name="IsLater">This is not the first page.</param>
/// <param name="MayEnroll">Whoever looks may enrol by an address.</param>
public sealed record RosterModel(
    CourseOutline Course,
    RosterFilter Filter,
    Grains.Teaching.RosterPage Page,
    ImmutableArray<Cohort> Cohorts,
    LessonColumns Columns,
    bool IsLater,
    bool MayEnroll,
    DateTimeOffset Now)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    public Id<Grains.Common.Course> Slug => Course.Description.Slug;
}

/// <param name="IsLater">This is not the first page.</param>
public sealed record RiskModel(
    CourseOutline Course, RiskRule Rule, Grains.Teaching.RosterPage Page, LessonColumns Columns, bool IsLater, DateTimeOffset Now)
{
    public Id<Grains.Common.Course> Slug => Course.Description.Slug;

    /// <summary>Who does not want to be measured is not listed.</summary>
    public bool LeavesOut { get; init; }

    /// <summary>Why a student is on the page.</summary>
    public RiskReasons ReasonsOf(RosterLine line) =>
        Rule.ReasonsOf(line, Columns.Total == 0 ? 0 : (double)Columns.Done(line) / Columns.Total, Columns.Total, Now);
}
