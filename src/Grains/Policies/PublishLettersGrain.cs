using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Policies;

/// <summary>Tells a school's other admins and its reviewers by mail that a version waits for one of them, each once, however often it is interrupted.</summary>
/// <remarks>Key <c>tenant/{document}.{request}</c>.</remarks>
[Alias("policies.publish_letters")]
internal interface IPublishLettersGrain : ITenantScopedGrain
{
    /// <summary>Notes, before the request is made, that it will have to be told. A reminder sees to it from here on.</summary>
    /// <param name="asker">Who asks: she gets no letter.</param>
    [Alias("begin")]
    Task Begin(string asker);

    /// <summary>Tells whoever was not told yet, while the request waits.</summary>
    [Alias("run")]
    Task Run();
}

/// <summary>How far the letters of a request are.</summary>
[GenerateSerializer, Immutable, Alias("policies.publish_letters.state")]
internal sealed record PublishLetters
{
    [Id(0)] public string Asker { get; init; } = "";

    /// <summary>Segments of the member list that were told.</summary>
    [Id(1)] public int Segments { get; init; }

    [Id(2)] public bool Done { get; init; }
}

[GrainType("policies.publish_letters")]
internal sealed class PublishLettersGrain(
    [PersistentState("letters", Storage.School)] IPersistentState<PublishLetters> letters) : Grain, IPublishLettersGrain, IRemindable
{
    private const string Reminder = "tell";

    private string Document => this.Key().Parts[0];

    private string Request => this.Key().Parts[1];

    public async Task Begin(string asker)
    {
        await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await this.Commit(letters, new PublishLetters { Asker = asker });
    }

    public async Task Run()
    {
        var grains = this.Neighbours(GrainFactory);

        while (!letters.State.Done)
        {
            var segment = letters.State.Segments + 1;
            var rows = await grains.MemberSegment(segment).Rows(PurposeUses.ServiceLetter);

            foreach (var row in rows.Where(row => !row.Blocked && row.Id.Value != letters.State.Asker && row.Roles.Any(role => role is Role.Admin or Role.Owner or Role.Reviewer)))
                await Tell(grains.Person(row.Id));

            await this.Commit(letters, letters.State with { Segments = segment, Done = rows.Length < MemberSegment.Most });
        }

        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    // A request that was refused after all, or has been answered, needs no more letters.
    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        var waits = await this.Neighbours(GrainFactory).Policy(Id<Document>.Parse(Document)).PublishRequest();

        if (waits?.Id != Request)
            await this.Commit(letters, letters.State with { Done = true });

        await Run();
    }

    // The store remembers the operation with the letter, so that a repeated run sends nothing twice.
    private async Task Tell(IPersonGrain person)
    {
        if (await person.Account(PurposeUses.ServiceLetter) is not { EmailConfirmed: true } account)
            return;

        var letter = new Letter("publish_request", account.Language, "", ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("policy", Document), KeyValuePair.Create("path", $"/admin/policies/{Document}/publish")]));
        await person.Send([letter], once: $"publish-request.{Document}.{Request}");
    }
}
