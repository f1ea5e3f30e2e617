using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>A school with one course, and people in it.</summary>
internal sealed class Classroom(Campus campus, School school)
{
    public static Id<Course> Course { get; } = Id<Course>.Parse("algebra");

    public School School => school;

    public static async Task<Classroom> Open(Campus campus)
    {
        var school = await campus.School();
        await campus.Course(school, Course.Value);
        return new Classroom(campus, school);
    }

    /// <summary>Somebody who has joined the course.</summary>
    public async Task<Learner> Join(string name)
    {
        var learner = await campus.SignedIn(school, name: name);
        await learner.Browser.Submit(await learner.Get("/courses/algebra"));
        return learner;
    }

    /// <summary>Somebody who teaches it.</summary>
    public async Task<Learner> Teacher(string name = "Nadia")
    {
        var teacher = await campus.SignedIn(school, name: name, roles: Role.Instructor);
        await In(grains => grains.Course(Course).SetTeachers([teacher.Person]));
        return teacher;
    }

    public Task<T> In<T>(Func<TenantGrains, Task<T>> work) => campus.Site.In(school, work);

    /// <summary>Sends a form of a page with other values.</summary>
    public static async Task<Answer> Send(Learner learner, string path, string form, params (string Name, string? Value)[] values) =>
        await learner.Browser.Submit(await learner.Get(path), values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal), form);

    /// <summary>The code of what was refused; null for nothing.</summary>
    public static string? Code(Answer answer) => answer.Page.QuerySelector("[role=alert]")?.GetAttribute("data-code");
}
