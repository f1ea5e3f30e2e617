namespace Darsgah.Grains.Teaching;

/// <summary>The named groups of a course.</summary>
/// <remarks>Key <c>tenant/{course}</c>. Who is in one stands in her enrolment.</remarks>
[Alias("teaching.cohorts")]
public interface ICohortsGrain : ITenantScopedGrain
{
    /// <summary>All of them, oldest first.</summary>
    [Alias("all")]
    Task<ImmutableArray<Cohort>> All();

    /// <summary>One by its id; null where there is none.</summary>
    [Alias("find")]
    Task<Cohort?> Find(string id);

    /// <summary>Adds one, or changes one.</summary>
    /// <param name="id">Empty for a new one.</param>
    /// <param name="name">1 to 80 characters, different from the others'.</param>
    /// <param name="startsOn">The day it starts, in the school's zone; null for none.</param>
    /// <returns>
    /// It; or <see cref="TeachingErrors.BadCohortName"/>, <see cref="TeachingErrors.CohortNameTaken"/>,
    /// <see cref="TeachingErrors.NoSuchCohort"/>, <see cref="TeachingErrors.TooManyCohorts"/>.
    /// </returns>
    [Alias("put")]
    Task<Outcome<Cohort>> Put(string id, string name, DateOnly? startsOn);

    /// <summary>Ends one: nobody comes into it any more. Who is in it stays in the course.</summary>
    [Alias("close")]
    Task<Outcome<Cohort>> Close(string id);
}

/// <summary>A named group of a course's students, who start together.</summary>
/// <param name="Id">Chosen by the software and never used again: <c>c1</c>.</param>
/// <param name="Name">What its staff call it; its students see it.</param>
/// <param name="StartsOn">The day it starts, in the school's zone; null for none. Release rules may count from it.</param>
/// <param name="Closed">Nobody comes into it any more.</param>
[GenerateSerializer, Immutable, Alias("teaching.cohort")]
public sealed record Cohort(string Id, string Name, DateOnly? StartsOn, bool Closed);
