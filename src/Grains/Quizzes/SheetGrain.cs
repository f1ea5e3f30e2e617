using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Quizzes;

/// <summary>Where the answers of one attempt are kept, apart from her other attempts. Only her book asks for it.</summary>
/// <remarks>Key <c>tenant/{person}.{course}.{lesson}.{number}</c>; kept sealed with her own key.</remarks>
[Alias("quizzes.sheet"), ServesPurpose("teaching", DataCategory.Learning)]
internal interface ISheetGrain : ITenantScopedGrain
{
    [Alias("show")]
    Task<SheetRecord> Show();

    /// <summary>Keeps answers while the sheet is open.</summary>
    [Alias("save")]
    Task<Outcome<SavedSheet>> Save(ImmutableArray<AnswerToSave> answers);

    /// <summary>Takes no answers from here on. What is returned is what counts.</summary>
    [Alias("close")]
    Task<SheetRecord> Close();

    /// <summary>Keeps marks.</summary>
    [Alias("mark")]
    Task Mark(SheetRecord marked);
}

/// <param name="Stale">Questions whose kept answer is newer.</param>
[GenerateSerializer, Immutable, Alias("quizzes.saved_sheet")]
internal sealed record SavedSheet(SheetRecord Sheet, ImmutableArray<string> Stale);

[GrainType("quizzes.sheet")]
internal sealed class SheetGrain(
    [PersistentState("sheet", Storage.Person)] IPersistentState<SheetRecord> sheet,
    TimeProvider clock) : Grain, ISheetGrain
{
    public Task<SheetRecord> Show() => Task.FromResult(sheet.State);

    public async Task<Outcome<SavedSheet>> Save(ImmutableArray<AnswerToSave> answers)
    {
        if (sheet.State.Closed)
            return QuizErrors.Ended(int.Parse(this.Key().Parts[^1], CultureInfo.InvariantCulture));

        var (next, stale) = sheet.State.Save(answers, clock.GetUtcNow());

        if (next.IsTooLong)
            return QuizErrors.AnswersTooLong(SheetRecord.LongestTogether);

        if (!ReferenceEquals(next, sheet.State))
            await this.Commit(sheet, next);

        return new SavedSheet(next, stale);
    }

    public async Task<SheetRecord> Close()
    {
        if (!sheet.State.Closed)
            await this.Commit(sheet, sheet.State with { Closed = true });

        return sheet.State;
    }

    // Answers are those of a closed sheet, which nobody changes; so the marks are the only new thing in it.
    public Task Mark(SheetRecord marked) => this.Commit(sheet, marked);
}
