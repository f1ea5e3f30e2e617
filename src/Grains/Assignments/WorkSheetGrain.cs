using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Assignments;

/// <summary>Where one hand-in is kept, or the draft of the next, apart from the others. Only her book asks for it.</summary>
/// <remarks>Key <c>tenant/{person}.{course}.{lesson}.{number}</c>; kept sealed with her own key.</remarks>
[Alias("assignments.sheet_keeper"), ServesPurpose("teaching", DataCategory.Learning)]
internal interface IWorkSheetGrain : ITenantScopedGrain
{
    [Alias("show")]
    Task<WorkSheet> Show();

    [Alias("keep")]
    Task<WorkSheet> Keep(WorkSheet sheet);
}

[GenerateSerializer, Immutable, Alias("assignments.sheet.state")]
internal sealed record WorkSheetRecord
{
    [Id(0)] public WorkSheet Sheet { get; init; } = new();
}

[GenerateSerializer, Immutable, Alias("assignments.works.state")]
internal sealed record HandedWorks
{
    [Id(0)] public ImmutableArray<HandedWorkPlace> Places { get; init; } = [];
}

[GrainType("assignments.sheet")]
internal sealed class WorkSheetGrain(
    [PersistentState("sheet", Storage.Person)] IPersistentState<WorkSheetRecord> record) : Grain, IWorkSheetGrain
{
    public Task<WorkSheet> Show() => Task.FromResult(record.State.Sheet);

    public async Task<WorkSheet> Keep(WorkSheet sheet)
    {
        await this.Commit(record, new WorkSheetRecord { Sheet = sheet });
        return sheet;
    }
}

[GrainType("assignments.works")]
internal sealed class HandedWorksGrain(
    [PersistentState("works", Storage.Person)] IPersistentState<HandedWorks> works) : Grain, IHandedWorksGrain
{
    public Task<ImmutableArray<HandedWorkPlace>> All() => Task.FromResult(works.State.Places);

    public Task Add(Id<Course> course, Id<Lesson> lesson) =>
        works.State.Places.Contains(new HandedWorkPlace(course, lesson))
            ? Task.CompletedTask
            : this.Commit(works, new HandedWorks { Places = works.State.Places.Add(new HandedWorkPlace(course, lesson)) });
}
