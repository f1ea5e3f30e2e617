namespace Darsgah.Grains.Assignments;

/// <summary>Sums over a rubric. No clock, no storage.</summary>
public static class Rubrics
{
    /// <summary>What there is to earn: the best level of each criterion, or the points of an assignment without any.</summary>
    public static decimal OutOf(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return assignment.Rubric.IsEmpty ? assignment.Points : assignment.Rubric.Sum(Most);
    }

    /// <summary>What a criterion is worth.</summary>
    public static decimal Most(Criterion criterion)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        return criterion.Levels.Select(level => level.Points).DefaultIfEmpty().Max();
    }

    /// <summary>What the chosen levels earn together.</summary>
    /// <param name="chosen">By criterion, the level.</param>
    /// <returns>The points; or <see cref="AssignmentErrors.LevelMissing"/>, which names the first criterion without a level of its own.</returns>
    public static Outcome<decimal> Points(ImmutableArray<Criterion> rubric, ImmutableDictionary<string, string> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        var points = 0m;

        foreach (var criterion in rubric)
        {
            if (criterion.Levels.FirstOrDefault(level => level.Id == chosen.GetValueOrDefault(criterion.Id)) is not { } level)
                return AssignmentErrors.LevelMissing(criterion);

            points += level.Points;
        }

        return points;
    }
}
