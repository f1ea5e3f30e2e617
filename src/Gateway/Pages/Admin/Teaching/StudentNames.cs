using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>What students and their places in a course are called on pages and in files.</summary>
internal static class StudentNames
{
    /// <summary>Her name; for who gave none a word and the end of her id, never her address (M21).</summary>
    public static string Of(string name, Id<Person> person, Texts texts) =>
        name.Length > 0 ? name : texts.Format("teaching.nameless", ("id", person.Value[^Math.Min(6, person.Value.Length)..]));

    /// <summary>What an account says she is called: never its address (M21). Empty where she gave nothing.</summary>
    public static string Of(PersonAccount account) =>
        account.Name.Length > 0 ? account.Name : account.FirstName.Length > 0 ? account.FirstName : account.UserName;

    /// <summary>Whether she is in the course, in words.</summary>
    public static string Of(EnrollmentState state, DateTimeOffset? until, DateTimeOffset now, Texts texts) => texts[state switch
    {
        EnrollmentState.Active when !state.IsOpen(until, now) => "teaching.state_ended",
        EnrollmentState.Active => "teaching.state_active",
        EnrollmentState.Paused => "teaching.state_paused",
        EnrollmentState.Removed => "teaching.state_removed",
        _ => "teaching.state_left",
    }];

    /// <summary>What a grade comes to, in words.</summary>
    public static string Of(GradeCell cell, Texts texts)
    {
        var result = texts[cell.Passed ? "teaching.passed" : "teaching.not_passed"];
        return cell.ByHand ? $"{result} · {texts["teaching.by_hand"]}" : result;
    }

    /// <summary>The name of a cohort; empty for none.</summary>
    public static string Of(string cohort, ImmutableArray<Cohort> cohorts) =>
        cohorts.FirstOrDefault(known => known.Id == cohort)?.Name ?? "";
}
