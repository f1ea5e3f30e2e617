using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Silo.Files;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;

namespace Darsgah.Gateway.People;

/// <summary>
/// Carries an erasure out: what leads to the person goes first, then her key, and with it everything that was sealed with it.
/// Each step can be repeated, so an erasure that was cut off goes on.
/// </summary>
internal sealed class ErasureHandler(IGrainFactory grains, IKeyRing keys, PersonFiles files, TimeProvider clock) : IOutboxHandler
{
    /// <inheritdoc />
    public bool Handles(string kind) => kind is "erase";

    /// <inheritdoc />
    public async Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (school, values) = (new TenantGrains(grains, tenant), message.Values);
        var person = Id<Person>.Parse(values["person"]);

        await school.EmailAddress(values["email"]).Release(person);

        if (values["user_name"] is { Length: > 0 } name)
            await school.UserName(PersonNames.NormalUserName(name)).Release(person);

        await school.Members.Remove(person, int.Parse(values["segment"], CultureInfo.InvariantCulture));
        await school.ReceiptHolder(values["pseudonym"]).Forget();
        await school.Guardianship(person).Forget();

        foreach (var work in await school.HandedWorks(person).All())
            await school.SubmissionBook(person, work.Course, work.Lesson).Forget();

        foreach (var course in await school.Enrollments(person).Courses())
        {
            foreach (var post in await school.CommunityPlace(person, course).Posts())
                await school.Question(course, post.Lesson, post.Question).Forget(post.Place, person);

            await school.Reviews(course).Forget(person);
            await school.Conversation(person, course).Forget();
            await school.Enrollment(person, course).Forget();
        }

        files.DeleteAll(tenant, person);
        await keys.DestroySubjectKey(tenant, person.Value);

        return [new AuditRow("person.erased", "system", person.Value, clock.GetUtcNow())];
    }
}
