using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>A school with one course of three lessons, somebody who teaches it, and somebody who runs the school.</summary>
internal sealed class Classroom(Office office, School school, Visitor teacher, Visitor admin)
{
    public static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    private static readonly string[] lessons = ["one", "two", "three"];

    public const string People = "/admin/courses/algebra/people";

    public School School => school;

    public Visitor Teacher => teacher;

    public Visitor Admin => admin;

    public static async Task<Classroom> Of(Office office, SchoolRules? rules = null)
    {
        var school = await office.School(rules);
        var (teacher, account) = await office.Enter(school, Role.Instructor);
        await office.Site.In(school, async grains =>
        {
            var course = grains.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);

            foreach (var lesson in lessons)
                await course.PutLesson(new LessonContent(Id<Lesson>.Parse(lesson), $"Lesson {lesson}", "Text."));

            await course.PublishAll();
            return await course.SetTeachers([account.Id]);
        });
        return new Classroom(office, school, teacher, await office.SignedIn(school, Role.Admin));
    }

    /// <summary>A student in the course, who finished some of its lessons.</summary>
    public async Task<(Visitor Browser, PersonAccount Account)> Student(string? name = null, params string[] done)
    {
        var (browser, account) = await office.Enter(school, Role.Student);
        await In(async grains =>
        {
            if (name is not null)
                account = (await grains.Person(account.Id).Save(account with { Name = name }, [])).Value!;

            await grains.EmailAddress(account.NormalizedEmail).Take(account.Id);
            await grains.Enrollment(account.Id, Algebra).Enroll();

            foreach (var lesson in done)
                await grains.Enrollment(account.Id, Algebra).CompleteLesson(Id<Lesson>.Parse(lesson), CompletedBy.Reading);

            return Done.Value;
        });
        return (browser, account);
    }

    public Task<T> In<T>(Func<TenantGrains, Task<T>> work) => office.Site.In(school, work);

    public Task<Enrollment?> Kept(PersonAccount account) => In(grains => grains.Enrollment(account.Id, Algebra).Kept());

    /// <summary>Presses a button of a page's form.</summary>
    public static Task<Answer> Press(Visitor who, Answer page, string act, params (string Name, string? Value)[] more) => who.Submit(
        page,
        more.Append(("do", act)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal),
        $"form:has([name=do][value={act}])");
}
