using Darsgah.Grains.Courses;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>Tells the students of a course what happens by the clock: a lesson opens, a day is near, access ends.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>. It looks at the roster's segments, and at each only when one of its students has something
/// coming: a course in which nothing happens by the clock costs nothing, a lesson that opens for all of them one read for each
/// 50 students and one call for each who is told. What it told up to is stored, and whoever is told remembers it: nobody is
/// told twice. It calls neither the course nor an enrolment, which both call it.
/// </remarks>
[Alias("learning.agenda"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile, DataCategory.Learning)]
public interface IAgendaGrain : ITenantScopedGrain
{
    /// <summary>What the course's students see has changed.</summary>
    [Alias("plan")]
    Task Plan(CourseOutline course);

    /// <summary>The days on which the course's cohorts start have changed.</summary>
    [Alias("plan_cohorts")]
    Task PlanCohorts(ImmutableArray<Cohort> cohorts);

    /// <summary>Somebody came into the course, or when and whether she is in it changed.</summary>
    [Alias("came")]
    Task Came(RosterLine line);

    /// <summary>Tells what is due, of at most 20 segments; a reminder calls it until nothing is.</summary>
    [Alias("tell")]
    Task Tell();
}
