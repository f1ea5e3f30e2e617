namespace Darsgah.Grains.Learning;

[GrainType("learning.notes")]
internal sealed class StudyNotesGrain(
    [PersistentState("notes", Storage.Person)] IPersistentState<StudyNotes> notes,
    TimeProvider clock) : Grain, IStudyNotesGrain
{
    public Task<StudyNotes> All() => Task.FromResult(notes.State);

    public Task<Outcome<Done>> Write(Id<Lesson> lesson, string text, string? seen = null) =>
        Keep(notes.State.With(lesson, text, clock.GetUtcNow(), seen));

    public Task<Outcome<Done>> Mark(Id<Lesson> lesson, bool marked) => Keep(notes.State.Marked(lesson, marked));

    private async Task<Outcome<Done>> Keep(Outcome<StudyNotes> decision)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, notes.State))
            await this.Commit(notes, next);

        return Done.Value;
    }
}
