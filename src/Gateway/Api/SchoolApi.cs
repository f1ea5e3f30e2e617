using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin.People;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Api;

/// <summary>A school's own part of the API, on its host: profile, rules, people and courses.</summary>
internal static class SchoolApi
{
    public static void MapSchoolApi(this RouteGroupBuilder api)
    {
        api.MapGroup("/school").WithTags("School").On(Hosts.School).WithoutAgreement().For(ApiRole.Anyone)
            .MapGet("/profile", Face).WithSummary("The school as a visitor sees it.").Produces<SchoolFace>();

        var school = api.MapGroup("/school").WithTags("School").On(Hosts.School).For(ApiRole.Admin);
        school.MapGet("/", (TenantRequest request) => TypedResults.Ok(request.School.Unnamed())).WithSummary("The school with its rules.");
        school.MapPut("/profile", ChangeProfile).WithSummary("Changes name, look, languages.").Produces<School>();
        school.MapPut("/rules", ChangeRules).WithSummary("Changes what the policy asks of the software.").Produces<School>();

        var people = api.MapGroup("/people").WithTags("People").On(Hosts.School).For(ApiRole.Admin);
        people.MapGet("/", ListPeople).WithSummary("People, newest first.").Produces<ListOf<MemberRow>>();
        people.MapPost("/", AddPerson).Once().WithSummary("Invites a person.").Produces<PersonCreated>();

        var courses = api.MapGroup("/courses").WithTags("Courses").On(Hosts.School);
        courses.MapGet("/", ListCourses).For(ApiRole.Anyone).WithSummary("Published courses; an admin sees all.").Produces<ListOf<CourseCard>>();
        courses.MapGet("/{slug}", ShowCourse).For(ApiRole.Anyone).WithSummary("One course.").Produces<CourseOutline>();
        courses.MapPut("/{slug}", PutCourse).For(ApiRole.Admin).WithSummary("Makes a course from one Markdown file, or changes what such a file says of it.")
            .Accepts<string>("text/markdown").Produces<CourseOutline>();
        courses.MapGet("/{slug}/lessons/{lesson}", ShowLesson).For(ApiRole.Admin).WithSummary("The draft of a lesson.").Produces<LessonContent>();
        courses.MapPut("/{slug}/lessons/{lesson}", PutLesson).For(ApiRole.Admin).WithSummary("Makes a lesson, or changes the draft of one.").Produces<CourseOutline>();
        courses.MapPost("/{slug}/publish", Publish).Once().For(ApiRole.Admin).WithSummary("Shows students the draft: sections, lessons and their order.").Produces<CourseOutline>();
        courses.MapPost("/{slug}/lessons/{lesson}/publish", PublishLesson).Once().For(ApiRole.Admin).WithSummary("Shows students the draft of one lesson.").Produces<CourseOutline>();
        courses.MapDelete("/{slug}/lessons/{lesson}", RemoveLesson).For(ApiRole.Admin).WithSummary("Takes a lesson out of the draft.").Produces<CourseOutline>();
    }

    private static Ok<SchoolFace> Face(TenantRequest request) => TypedResults.Ok(new SchoolFace(
        request.School.Slug, request.School.Profile, request.School.Status == SchoolStatus.Active));

    private static async Task<IResult> ChangeProfile(ChangeProfile body, TenantRequest request) =>
        (await request.Grains.School.ChangeProfile(body.Profile with { Logo = request.School.Profile.Logo }, body.Revision)).ToResult(school => TypedResults.Ok(school.Unnamed()));

    private static async Task<IResult> ChangeRules(ChangeRules body, TenantRequest request, TimeProvider clock, HttpContext http)
    {
        var kept = request.School.Rules.PolicyLanguage;
        var sent = body.Rules.PolicyLanguage;

        // Who confirmed the precedence, and when, is what happened here, not what a body says.
        var confirmed = sent with { Confirmed = null } == kept with { Confirmed = null }
            ? kept.Confirmed
            : new Confirmation(http.Caller().Actor, clock.GetUtcNow());

        var rules = body.Rules with { PolicyLanguage = sent with { Confirmed = confirmed } };
        return (await request.Grains.School.ChangeRules(rules, body.Revision)).ToResult(school => TypedResults.Ok(school.Unnamed()));
    }

    private static async Task<IResult> ListPeople(TenantRequest request, string? after, int? limit)
    {
        var page = await request.Grains.Members.Page(after, limit ?? Paging.Usual, PurposeUses.MemberList);
        return TypedResults.Ok(new ListOf<MemberRow>(page.Rows, page.Next));
    }

    private static async Task<IResult> AddPerson(AddPerson body, TenantRequest request, Accounts accounts, HttpContext http)
    {
        // Only an owner or the operator makes admins; a school's key acts as an admin does.
        var caller = http.Caller();
        var mayMakeAdmins = caller.Role == ApiRole.Operator || caller.Person?.Roles.Contains(Role.Owner) == true;

        if (!mayMakeAdmins && body.Roles.Any(PeopleRules.IsOwnersToGive))
            return Problems.Of(StatusCodes.Status403Forbidden, "api.owner_only", "Only an owner makes admins and reviewers.", "roles");

        var made = await accounts.CreateInvited(request.Grains, request.School, body.ToNewPerson());
        return made.ToResult(invitation => TypedResults.Ok(new PersonCreated(invitation.Account.Id)));
    }

    private static async Task<IResult> ListCourses(TenantRequest request, HttpContext http, string? after, int? limit)
    {
        var all = http.Caller().Role >= ApiRole.Admin;
        var most = Paging.Limit(limit);
        var cards = await request.Grains.Catalogue.After(Id<Course>.TryParse(after, out var course) ? course : default, most + 1, drafts: all);

        return TypedResults.Ok(new ListOf<CourseCard>(
            [.. cards.Take(most).Select(card => all ? card : card with { Teachers = [] })],
            cards.Length > most ? cards[most - 1].Slug.Value : null));
    }

    private static async Task<IResult> ShowCourse(string slug, TenantRequest request, HttpContext http)
    {
        var staff = http.Caller().Role >= ApiRole.Admin;
        var course = Id<Course>.TryParse(slug, out var id)
            ? await (staff ? request.Grains.Course(id).Draft() : request.Grains.Course(id).Outline())
            : null;

        // Who teaches is known to visitors by the name on the course's page, never by an account.
        return course is not null && (course.Description.Published || staff)
            ? TypedResults.Ok(staff ? course : course with { Teachers = [] })
            : Problems.Of(CourseErrors.NoSuchCourse(slug));
    }

    private static async Task<IResult> PutCourse(string slug, string? language, HttpRequest http, TenantRequest request)
    {
        if (!Id<Course>.TryParse(slug, out var id))
            return Problems.Of(CourseErrors.BadField("slug", $"'{slug}' is no address: it takes 1 to 64 of a-z, 0-9 and '-'."));

        using var reader = new StreamReader(http.Body);
        var course = request.Grains.Course(id);
        var draft = await course.Draft();
        var read = CourseMarkdown.Read(
            id, language ?? draft?.Description.Language ?? request.School.Profile.DefaultLanguage, await reader.ReadToEndAsync());

        if (!read.Succeeded(out var file, out var refusal))
            return Problems.Of(refusal);

        if (draft is not null)
        {
            var known = file.Lessons.Where(lesson => draft.Find(lesson.Id) is not null);
            var contents = await Task.WhenAll(known.Select(lesson => request.Grains.Lesson(id, lesson.Id).Content()));
            file = file.Over(draft, contents.OfType<LessonContent>());
        }

        // A whole course that is put is a whole course that is shown.
        return (await course.Put(file)).ToResult();
    }

    private static async Task<IResult> ShowLesson(string slug, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course) && Id<Lesson>.TryParse(lesson, out var id)
            && await request.Grains.Lesson(course, id).Content() is { } content
            ? TypedResults.Ok(content)
            : Problems.Of(CourseErrors.NoSuchLesson(lesson));

    private static async Task<IResult> PutLesson(string slug, string lesson, LessonBody body, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course) && Id<Lesson>.TryParse(lesson, out var id)
            ? (await request.Grains.Course(course).PutLesson(
                (await request.Grains.Lesson(course, id).Content() ?? new LessonContent(id, "", "")) with { Title = body.Title, Markdown = body.Markdown })).ToResult()
            : Problems.Of(CourseErrors.NoSuchLesson(lesson));

    private static async Task<IResult> RemoveLesson(string slug, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course) && Id<Lesson>.TryParse(lesson, out var id)
            ? (await request.Grains.Course(course).RemoveLesson(id)).ToResult()
            : Problems.Of(CourseErrors.NoSuchLesson(lesson));

    private static async Task<IResult> Publish(string slug, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course)
            ? (await request.Grains.Course(course).PublishAll()).ToResult()
            : Problems.Of(CourseErrors.NoSuchCourse(slug));

    private static async Task<IResult> PublishLesson(string slug, string lesson, TenantRequest request) =>
        Id<Course>.TryParse(slug, out var course) && Id<Lesson>.TryParse(lesson, out var id)
            ? (await request.Grains.Course(course).PublishLesson(id)).ToResult()
            : Problems.Of(CourseErrors.NoSuchLesson(lesson));
}
