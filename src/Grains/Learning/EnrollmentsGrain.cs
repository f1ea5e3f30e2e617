namespace Darsgah.Grains.Learning;

[GrainType("learning.enrollments")]
internal sealed class EnrollmentsGrain(
    [PersistentState("enrollments", Storage.Person)] IPersistentState<EnrollmentList> list) : Grain, IEnrollmentsGrain
{
    public Task<ImmutableArray<Id<Course>>> Courses() => Task.FromResult(list.State.Courses);

    public Task Add(Id<Course> course) => list.State.Courses.Contains(course)
        ? Task.CompletedTask
        : this.Commit(list, new EnrollmentList { Courses = list.State.Courses.Add(course) });
}
