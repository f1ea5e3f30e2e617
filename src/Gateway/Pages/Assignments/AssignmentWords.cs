using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Media;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Pages.Assignments;

/// <summary>What an assignment asks, in words.</summary>
internal static class AssignmentWords
{
    /// <summary>A text of at most so many characters; files of which kinds, how many and how large.</summary>
    public static IEnumerable<string> Taken(Assignment assignment, Texts texts)
    {
        if (assignment.TakesText)
            yield return texts["assignment.takes_text"];

        if (assignment.Files == 0)
            yield break;

        yield return texts.Count("assignment.takes_files", assignment.Files, ("most", assignment.Megabytes));

        if (!assignment.Kinds.IsEmpty)
            yield return texts.Format("assignment.takes_kinds", ("kinds", string.Join(Comma(texts), assignment.Kinds.Select(kind => Kind(kind, texts)))));
    }

    /// <summary>What a kind of files is called among those that can be asked for.</summary>
    public static string Kind(MediaKind kind, Texts texts) => kind == MediaKind.File ? texts["assignment.kind_other"] : MediaWords.Kind(kind, texts);

    /// <summary>What becomes of late work; null where it is never due.</summary>
    public static string? Late(Assignment assignment, Texts texts)
    {
        if (assignment is { DueAt: null, DueDays: 0 })
            return null;

        var late = assignment.Late;
        var first = late.Policy switch
        {
            LatePolicy.Refused => texts["assignment.late_refused"],
            LatePolicy.Penalised => texts.Format(
                "assignment.late_penalised",
                ("percent", Numbers.Percent(late.PercentADay, texts.Language)), ("most", Numbers.Percent(late.MostPercent, texts.Language))),
            _ => texts["assignment.late_accepted"],
        };

        return late.Policy != LatePolicy.Refused && late.Days > 0 ? $"{first} {texts.Count("assignment.late_until", late.Days)}" : first;
    }

    /// <summary>Key of the text for a state.</summary>
    public static string State(SubmissionState state) => state switch
    {
        SubmissionState.Graded => "assignment.state_graded",
        SubmissionState.Returned => "assignment.state_returned",
        SubmissionState.Replaced => "assignment.state_replaced",
        _ => "assignment.state_submitted",
    };

    private static string Comma(Texts texts) => texts.Language.IsRightToLeft ? "، " : ", ";
}
