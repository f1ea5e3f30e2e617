using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Admin.Home;

/// <param name="Origin">The school's canonical address, to hand out.</param>
/// <param name="Published">Of the courses, those that visitors see.</param>
/// <param name="InForce">The privacy policy's version in force, or null.</param>
/// <param name="HasDraft">A draft of the privacy policy waits.</param>
public sealed record OverviewModel(
    string School,
    string Origin,
    ImmutableArray<FirstStep> Steps,
    int Members,
    int Courses,
    int Published,
    PolicyVersionHead? InForce,
    bool HasDraft)
{
    public int StepsLeft => Steps.Count(step => !step.Done);
}

/// <summary>One thing a new school needs.</summary>
/// <param name="Text">Key of its text.</param>
/// <param name="Why">Key of the reason.</param>
/// <param name="Url">The page where it is done.</param>
/// <param name="Done">Read from the school as it is, never from clicks.</param>
public sealed record FirstStep(string Text, string Why, string Url, bool Done);
