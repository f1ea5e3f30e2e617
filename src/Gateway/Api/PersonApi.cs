using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Api;

/// <summary>What a signed-in person does over the API: her account, her consents, her learning.</summary>
internal static class PersonApi
{
    public static void MapPersonApi(this RouteGroupBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("Me").On(Hosts.School).For(ApiRole.Person);
        me.MapGet("/", Account).WithSummary("The signed-in person.").Produces<PersonBody>();
        me.MapGet("/consents", Consents).WithSummary("What she was shown and agreed to, oldest first.");
        me.MapGet("/enrollments", Enrollments).WithSummary("The courses she is in.");
        me.MapPut("/enrollments/{course}", Enroll).WithSummary("Enrols her in a free course.").Produces<Enrollment>();
        me.MapPut("/enrollments/{course}/lessons/{lesson}", Complete).WithSummary("Notes that she finished a lesson.").Produces<Enrollment>();
        me.MapPut("/enrollments/{course}/certificate", Award).WithSummary("Gives her the certificate.").Produces<Certificate>();

        api.MapGroup("/certificates").WithTags("Certificates").On(Hosts.School).For(ApiRole.Anyone)
            .MapGet("/{code}", Verify).WithSummary("Confirms a certificate.").Produces<Certificate>();
    }

    private static IResult Account(HttpContext http) =>
        http.Caller().Person is { } person
            ? TypedResults.Ok(new PersonBody(person.Id, person.Email, person.DisplayName, person.Language, person.Roles))
            : NotAPerson();

    private static async Task<IResult> Consents(TenantRequest request, HttpContext http) =>
        http.Caller().Person is { } person
            ? TypedResults.Ok(new ListOf<ConsentEntry>(await request.Grains.ConsentLedger(person.Id).Entries(), null))
            : NotAPerson();

    private static async Task<IResult> Enrollments(TenantRequest request, HttpContext http)
    {
        if (http.Caller().Person is not { } person)
            return NotAPerson();

        var courses = await request.Grains.Enrollments(person.Id).Courses();
        var standings = await Task.WhenAll(courses.Select(course => request.Grains.Enrollment(person.Id, course).Standing()));
        return TypedResults.Ok(new ListOf<Enrollment>([.. standings.OfType<Enrollment>()], null));
    }

    private static Task<IResult> Enroll(string course, TenantRequest request, HttpContext http) =>
        In(course, request, http, enrollment => enrollment.Enroll());

    private static Task<IResult> Complete(string course, string lesson, TenantRequest request, HttpContext http) =>
        Id<Lesson>.TryParse(lesson, out var id)
            ? In(course, request, http, enrollment => enrollment.CompleteLesson(id))
            : Task.FromResult(Problems.Of(CourseErrors.NoSuchLesson(lesson)));

    private static Task<IResult> Award(string course, TenantRequest request, HttpContext http) =>
        In(course, request, http, enrollment => enrollment.Award(http.Caller().Person!.DisplayName));

    private static async Task<IResult> Verify(string code, TenantRequest request) =>
        request.Grains.Certificate(code) is { } grain && await grain.Verify() is { } certificate
            ? TypedResults.Ok(certificate)
            : Problems.Of(StatusCodes.Status404NotFound, "learning.no_such_certificate", "This school gave no certificate of that code.");

    private static async Task<IResult> In<T>(
        string course, TenantRequest request, HttpContext http, Func<IEnrollmentGrain, Task<Outcome<T>>> work)
    {
        if (http.Caller().Person is not { } person)
            return NotAPerson();

        return Id<Course>.TryParse(course, out var id)
            ? (await work(request.Grains.Enrollment(person.Id, id))).ToResult()
            : Problems.Of(CourseErrors.NoSuchCourse(course));
    }

    private static IResult NotAPerson() =>
        Problems.Of(StatusCodes.Status403Forbidden, "api.no_person", "A key is nobody: this needs a person's session.");
}

/// <summary>A signed-in person, as she sees herself.</summary>
public sealed record PersonBody(Id<Person> Id, string Email, string Name, string Language, ImmutableArray<Role> Roles);
