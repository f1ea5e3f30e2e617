using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>Who is not counted in measures of learning: she did not agree, objected or withdrew, or her data are restricted (B38).</summary>
internal static class LeftOut
{
    /// <summary>
    /// Whether she is. A school that asks for the purpose <see cref="LessonFigures.Purpose"/> leaves out who is not covered by it; one
    /// that has none counts everybody.
    /// </summary>
    /// <param name="country">Where she lives; empty where that is not known.</param>
    public static async Task<bool> Of(TenantGrains grains, Id<Person> person, string country) =>
        await grains.Purposes.Find(LessonFigures.Purpose) is { State: PurposeState.Enabled } purpose
        && !(await grains.ConsentLedger(person).Standing(purpose, country)).Covers.Categories.Contains(DataCategory.Learning);
}
