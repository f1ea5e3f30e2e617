using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>The names of people who teach. A name is all that is read of them.</summary>
internal static class TeacherNames
{
    private const int MostOffered = 200;

    /// <summary>Who teaches a course, as its page names them; whoever has no name is not named.</summary>
    public static async Task<ImmutableArray<string>> Of(TenantRequest request, ImmutableArray<Id<Person>> teachers) =>
        [.. (await Task.WhenAll(teachers.Select(person => Account(request, person)))).Select(account => account?.Name ?? "").Where(name => name.Length > 0)];

    /// <summary>Who can be chosen to teach: the school's instructors and who runs it, and those chosen already.</summary>
    public static async Task<ImmutableArray<Teacher>> Offered(TenantRequest request, ImmutableArray<Id<Person>> chosen)
    {
        var people = chosen.Union(await request.Grains.Members.Teachers(PurposeUses.TeacherName)).Take(MostOffered);

        return [.. await Task.WhenAll(people.Select(async person => new Teacher(person, (await Account(request, person))?.DisplayName is { Length: > 0 } name ? name : person.Value)))];
    }

    private static Task<PersonAccount?> Account(TenantRequest request, Id<Person> person) =>
        request.Grains.Person(person).Account(PurposeUses.TeacherName);
}

/// <summary>Somebody who can teach.</summary>
public sealed record Teacher(Id<Person> Person, string Name);
