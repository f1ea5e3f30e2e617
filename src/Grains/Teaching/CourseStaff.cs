using Darsgah.Grains.Courses;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>Tells those who have to do something about a course that there is something to do.</summary>
internal static class CourseStaff
{
    /// <summary>Tells who teaches the course; where nobody does, who runs the school.</summary>
    /// <param name="but">Whose doing it is: she knows.</param>
    public static async Task TellTeachers(this TenantGrains grains, CourseOutline course, Id<Person> but, NotificationEvent news)
    {
        var teachers = await grains.Among(course.Teachers, account => account.RunsSchool || account.Roles.Contains(Role.Instructor));

        if (teachers.IsEmpty)
            await grains.TellSchool(but, news);
        else
            await grains.Tell(teachers, but, news);
    }

    /// <summary>Tells who runs the school.</summary>
    /// <param name="but">Whose doing it is: she knows.</param>
    public static async Task TellSchool(this TenantGrains grains, Id<Person> but, NotificationEvent news) =>
        await grains.Tell(await grains.Among(await grains.Members.Teachers(PurposeUses.ServiceLetter), account => account.RunsSchool), but, news);

    private static Task Tell(this TenantGrains grains, ImmutableArray<Id<Person>> people, Id<Person> but, NotificationEvent news) =>
        Task.WhenAll(people.Where(person => person != but).Select(person => grains.Notifications(person).Tell(news)));

    // Who lost the role since, or was suspended, has nothing to do here any more.
    private static async Task<ImmutableArray<Id<Person>>> Among(
        this TenantGrains grains, ImmutableArray<Id<Person>> people, Func<PersonAccount, bool> may)
    {
        var accounts = await Task.WhenAll(people.Select(person => grains.Person(person).Account(PurposeUses.ServiceLetter)));
        return [.. accounts.OfType<PersonAccount>().Where(account => !account.Blocked && may(account)).Select(account => account.Id)];
    }
}
