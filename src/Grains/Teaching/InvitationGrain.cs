using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Teaching;

/// <summary>An invitation and who took it.</summary>
[GenerateSerializer, Immutable, Alias("teaching.invitation.state")]
internal sealed record InvitationRecord
{
    /// <summary>People whom one link takes.</summary>
    public const int MostUses = 1_000;

    [Id(0)] public CourseInvitation? Invitation { get; init; }

    /// <summary>Who took it; of one that is sent to addresses nobody is kept, each of its links is good for one address.</summary>
    [Id(1)] public ImmutableArray<Id<Person>> Takers { get; init; } = [];

    [Id(2)] public bool Revoked { get; init; }

    /// <summary>Letters queued so far.</summary>
    [Id(3)] public int Sent { get; init; }

    /// <summary>Why it is good for nothing; null where she can take it, or has.</summary>
    public Error? Obstacle(Id<Person> person, DateTimeOffset at) =>
        Invitation is not { } invitation || Revoked || at >= invitation.ExpiresAt
        || (!invitation.IsAddressed && Takers.Length >= invitation.Uses && !Takers.Contains(person))
            ? TeachingErrors.InvitationGone()
            : null;
}

[GrainType("teaching.invitation")]
internal sealed class InvitationGrain(
    [PersistentState("invitation", Storage.School)] IPersistentState<InvitationRecord> record,
    TimeProvider clock) : Grain, IInvitationGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public Task Make(CourseInvitation invitation) => record.State.Invitation is null
        ? this.Commit(record, new InvitationRecord { Invitation = invitation })
        : Task.CompletedTask;

    public Task<CourseInvitation?> Look(Id<Person> person) =>
        Task.FromResult(record.State.Obstacle(person, clock.GetUtcNow()) is null ? record.State.Invitation : null);

    public async Task<Outcome<Enrollment>> Take(Id<Person> person)
    {
        if (record.State.Obstacle(person, clock.GetUtcNow()) is { } obstacle)
            return obstacle;

        var invitation = record.State.Invitation!;
        var isNew = !invitation.IsAddressed && !record.State.Takers.Contains(person);

        // Written down first: of a link that is good for one, two people at once get one place. Who is then refused gives it back.
        if (isNew)
            await this.Commit(record, record.State with { Takers = record.State.Takers.Add(person) });

        var admitted = await Grains.Enrollment(person, invitation.Course).Admit(new Admission(ByStaff: false, invitation.Cohort));

        if (isNew && !admitted.Succeeded(out _, out _))
            await this.Commit(record, record.State with { Takers = record.State.Takers.Remove(person) });
        else if (isNew)
            await Grains.Invitations(invitation.Course).Used(invitation.Fingerprint, record.State.Takers.Length);

        return admitted;
    }

    public Task Revoke() => this.Commit(record, record.State with { Revoked = true });

    public async Task Send(int from, ImmutableArray<InvitationLetter> letters)
    {
        // What comes before its turn is sent when it is repeated; what came already is not sent again.
        if (record.State.Invitation is null || from > record.State.Sent)
            return;

        var due = letters.Skip(record.State.Sent - from).ToArray();

        if (due.Length == 0)
            return;

        var first = from + letters.Length - due.Length;
        await this.Commit(
            record,
            record.State with { Sent = first + due.Length },
            new Effects { Outbox = [.. due.Select((letter, index) => Queued(letter, first + index))] });
    }

    private OutboxMessage Queued(InvitationLetter letter, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{this.Key().Parts[1]}-{number}"),
        "mail",
        ImmutableDictionary<string, string>.Empty
            .Add("template", "course_invitation")
            .Add("language", letter.Language)
            .Add("to", letter.To)
            .Add("addressee", letter.Name)
            .Add("course", letter.Course)
            .Add("path", letter.Path)
            .Add("until", record.State.Invitation!.ExpiresAt.ToString("O", CultureInfo.InvariantCulture)));
}

/// <summary>Which invitations a course has.</summary>
[GenerateSerializer, Immutable, Alias("teaching.invitations.state")]
internal sealed record InvitationList
{
    /// <summary>Invitations of a course that are good.</summary>
    public const int Most = 100;

    /// <summary>Newest first; of those that are good for nothing any more the last hundred.</summary>
    [Id(0)] public ImmutableArray<InvitationLine> Lines { get; init; } = [];

    public Outcome<InvitationList> Make(MakeInvitation command, Id<Course> course, string by, DateTimeOffset at)
    {
        if (command.Days is < 1 or > 365 || command.Uses is < 0 or > InvitationRecord.MostUses)
            return TeachingErrors.BadInvitation();

        var (good, over) = (Lines.Where(line => IsGood(line, at)).ToArray(), Lines.Where(line => !IsGood(line, at)).ToArray());

        if (good.Length >= Most)
            return TeachingErrors.TooManyInvitations(Most);

        var made = new CourseInvitation(command.Fingerprint, course, command.Cohort, at.AddDays(command.Days), command.Uses);
        return new InvitationList
        {
            Lines = [new InvitationLine(made, by, at, 0, Revoked: false), .. good.Concat(over.Take(Most)).OrderByDescending(line => line.At)],
        };
    }

    public InvitationList With(string fingerprint, Func<InvitationLine, InvitationLine> change) =>
        Lines.FirstOrDefault(line => line.Invitation.Fingerprint == fingerprint) is { } known && change(known) is var next && next != known
            ? new InvitationList { Lines = Lines.Replace(known, next) }
            : this;

    private static bool IsGood(InvitationLine line, DateTimeOffset at) => !line.Revoked && at < line.Invitation.ExpiresAt;
}

[GrainType("teaching.invitations")]
internal sealed class InvitationsGrain(
    [PersistentState("invitations", Storage.School)] IPersistentState<InvitationList> list,
    TimeProvider clock) : Grain, IInvitationsGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    public async Task<Outcome<CourseInvitation>> Make(MakeInvitation command)
    {
        if (list.State.Lines.FirstOrDefault(line => line.Invitation.Fingerprint == command.Fingerprint) is { } known)
        {
            await Grains.Invitation(command.Fingerprint).Make(known.Invitation);
            return known.Invitation;
        }

        if (!list.State.Make(command, Course, TenantScope.Actor, clock.GetUtcNow()).Succeeded(out var next, out var refusal))
            return refusal;

        // On the list first: what is good for something can always be revoked.
        await this.Commit(list, next, new Effects { Audit = [Row("invitation.made", command.Fingerprint)] });
        await Grains.Invitation(command.Fingerprint).Make(next.Lines[0].Invitation);
        return next.Lines[0].Invitation;
    }

    public Task<ImmutableArray<InvitationLine>> All() => Task.FromResult(list.State.Lines);

    public async Task Revoke(string fingerprint)
    {
        var next = list.State.With(fingerprint, line => line with { Revoked = true });

        // What is not on this course's list is no invitation of this course.
        if (list.State.Lines.All(line => line.Invitation.Fingerprint != fingerprint))
            return;

        await Grains.Invitation(fingerprint).Revoke();

        if (!ReferenceEquals(next, list.State))
            await this.Commit(list, next, new Effects { Audit = [Row("invitation.revoked", fingerprint)] });
    }

    public async Task Used(string fingerprint, int times)
    {
        var next = list.State.With(fingerprint, line => line with { Used = Math.Max(line.Used, times) });

        if (!ReferenceEquals(next, list.State))
            await this.Commit(list, next);
    }

    private AuditRow Row(string action, string fingerprint) =>
        new(action, TenantScope.Actor, Course.Value, clock.GetUtcNow(), fingerprint[..8]);
}
