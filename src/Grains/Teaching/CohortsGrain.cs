namespace Darsgah.Grains.Teaching;

/// <summary>The groups of a course, and the rules for them.</summary>
[GenerateSerializer, Immutable, Alias("teaching.cohorts.state")]
internal sealed record CohortList
{
    /// <summary>Groups of one course.</summary>
    public const int Most = 200;

    /// <summary>Characters of a name.</summary>
    public const int LongestName = 80;

    [Id(0)] public ImmutableArray<Cohort> Cohorts { get; init; } = [];

    public Outcome<(CohortList Next, Cohort Cohort)> Put(string id, string name, DateOnly? startsOn)
    {
        name = name.Trim();

        if (name.Length is 0 or > LongestName)
            return TeachingErrors.BadCohortName();

        if (Cohorts.Any(other => other.Id != id && TextFold.Fold(other.Name) == TextFold.Fold(name)))
            return TeachingErrors.CohortNameTaken();

        if (id.Length == 0)
        {
            if (Cohorts.Length >= Most)
                return TeachingErrors.TooManyCohorts(Most);

            var made = new Cohort(string.Create(CultureInfo.InvariantCulture, $"c{Cohorts.Length + 1}"), name, startsOn, Closed: false);
            return (new CohortList { Cohorts = Cohorts.Add(made) }, made);
        }

        if (Cohorts.FirstOrDefault(cohort => cohort.Id == id) is not { } known)
            return TeachingErrors.NoSuchCohort();

        var next = known with { Name = name, StartsOn = startsOn };
        return (next == known ? this : new CohortList { Cohorts = Cohorts.Replace(known, next) }, next);
    }

    public Outcome<(CohortList Next, Cohort Cohort)> Close(string id)
    {
        if (Cohorts.FirstOrDefault(cohort => cohort.Id == id) is not { } known)
            return TeachingErrors.NoSuchCohort();

        var next = known with { Closed = true };
        return (known.Closed ? this : new CohortList { Cohorts = Cohorts.Replace(known, next) }, next);
    }
}

[GrainType("teaching.cohorts")]
internal sealed class CohortsGrain(
    [PersistentState("cohorts", Storage.School)] IPersistentState<CohortList> list,
    TimeProvider clock) : Grain, ICohortsGrain
{
    // A day that a crash kept from the agenda gets there when the cohorts are looked at next.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        list.State.Cohorts.IsEmpty ? Task.CompletedTask : Plan();

    public Task<ImmutableArray<Cohort>> All() => Task.FromResult(list.State.Cohorts);

    public Task<Cohort?> Find(string id) => Task.FromResult(list.State.Cohorts.FirstOrDefault(cohort => cohort.Id == id));

    public Task<Outcome<Cohort>> Put(string id, string name, DateOnly? startsOn) =>
        Keep(list.State.Put(id, name, startsOn), id.Length == 0 ? "cohort.made" : "cohort.changed");

    public Task<Outcome<Cohort>> Close(string id) => Keep(list.State.Close(id), "cohort.closed");

    private async Task<Outcome<Cohort>> Keep(Outcome<(CohortList Next, Cohort Cohort)> decision, string action)
    {
        if (!decision.Succeeded(out var made, out var refusal))
            return refusal;

        if (!ReferenceEquals(made.Next, list.State))
        {
            var row = new AuditRow(action, TenantScope.Actor, this.Key().Name, clock.GetUtcNow(), made.Cohort.Id);
            await this.Commit(list, made.Next, new Effects { Audit = [row] });
            await Plan();
        }

        return made.Cohort;
    }

    private Task Plan() => this.Neighbours(GrainFactory).Agenda(Id<Course>.Parse(this.Key().Name)).PlanCohorts(list.State.Cohorts);
}
