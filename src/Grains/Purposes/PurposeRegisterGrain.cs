namespace Darsgah.Grains.Purposes;

[GrainType("purposes.register")]
internal sealed class PurposeRegisterGrain(
    [PersistentState("purposes", Storage.School)] IPersistentState<PurposeRegisterRecord> register,
    TimeProvider clock) : Grain, IPurposeRegisterGrain
{
    public async Task<PurposeRegister> All() => register.State.Merged((await Limits()).Bases);

    public async Task<PurposeRegister?> At(DateTimeOffset moment)
    {
        var tenant = this.Neighbours(GrainFactory);

        if (await tenant.School.At(moment) is not { } school)
            return null;

        var bases = PurposeLimits.Of(school.School, moment).Bases;

        // From the newest back: who asks is mostly asking of lately.
        for (var number = register.State.Revision; number > 0; number--)
        {
            if (await tenant.PurposeRevision(number).Read() is not { } revision)
                return null;

            if (revision.At <= moment)
                return new PurposeRegisterRecord { Revision = number, Purposes = revision.Purposes }.Merged(bases);
        }

        return new PurposeRegisterRecord().Merged(bases);
    }

    public async Task<Purpose?> Find(Id<Purpose> key) => (await All()).Purposes.FirstOrDefault(purpose => purpose.Key == key);

    public async Task<Outcome<Purpose>> Put(PutPurpose command, int expectedRevision)
    {
        var changed = await PutAll([command], expectedRevision);
        return changed.Then(all => all.Purposes.First(purpose => purpose.Key == command.Key));
    }

    public async Task<Outcome<PurposeRegister>> PutAll(ImmutableArray<PutPurpose> commands, int expectedRevision)
    {
        if (register.State.Revision != expectedRevision)
            return PurposeErrors.Changed(expectedRevision, register.State.Revision);

        var limits = await Limits();
        var (next, rows) = (register.State, ImmutableArray.CreateBuilder<AuditRow>());

        foreach (var command in commands)
        {
            if (!next.Put(command, limits).Succeeded(out var put, out var refusal))
                return refusal;

            if (put.Revision != next.Revision)
                rows.Add(Row("purpose.changed", command.Key.Value, put.Purposes.First(purpose => purpose.Key == command.Key)));

            next = put;
        }

        if (rows.Count > 0)
        {
            // Several changes of one commit are one day's: what stands between them held for nobody.
            for (var number = register.State.Revision + 1; number <= next.Revision; number++)
                await this.Neighbours(GrainFactory).PurposeRevision(number).Keep(new(next.Purposes, clock.GetUtcNow()));

            await this.Commit(register, next, new Effects { Audit = rows.ToImmutable() });
        }

        return next.Merged(limits.Bases);
    }

    public async Task<Outcome<Purpose>> Admit(PurposeUse use)
    {
        if (await Find(use.Purpose) is not { } purpose)
            return PurposeErrors.NoSuchPurpose(use.Purpose.Value);

        if (use.Denial(purpose) is not { } denial)
            return purpose;

        await this.Commit(register, register.State, new Effects { Audit = [use.Denied(denial, subject: use.Purpose.Value, clock)] });
        return denial;
    }

    private async Task<PurposeLimits> Limits() => await this.Neighbours(GrainFactory).School.School() is { } school
        ? PurposeLimits.Of(school, clock.GetUtcNow())
        : new([], [.. Enum.GetValues<LawfulBasis>()], ImmutableDictionary<LawfulBasis, string>.Empty, []);

    private AuditRow Row(string action, string subject, Purpose purpose) => new(
        action,
        TenantScope.Actor,
        subject,
        clock.GetUtcNow(),
        string.Create(CultureInfo.InvariantCulture, $"version {purpose.Version}, {purpose.State.Written()}"));
}

/// <summary>An edition once somebody answered it.</summary>
[GenerateSerializer, Immutable, Alias("purposes.edition.state")]
internal sealed record PurposeEditionRecord
{
    [Id(0)] public Purpose? Purpose { get; init; }
}

[GrainType("purposes.edition")]
internal sealed class PurposeEditionGrain(
    [PersistentState("edition", Storage.School)] IPersistentState<PurposeEditionRecord> edition) : Grain, IPurposeEditionGrain
{
    public Task Keep(Purpose purpose) => edition.State.Purpose is null
        ? this.Commit(edition, new PurposeEditionRecord { Purpose = purpose })
        : Task.CompletedTask;

    public Task<Purpose?> Purpose() => Task.FromResult(edition.State.Purpose);
}
