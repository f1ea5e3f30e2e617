using System.Text;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Assignments;

/// <summary>What an assignment may hold, so that somebody can hand in and a lesson stays small.</summary>
public static class AssignmentRules
{
    public const int MostFiles = 10;
    public const int MostMegabytes = 100;
    public const int MostDays = 3650;
    public const int MostResubmissions = 20;
    public const int MostCriteria = 20;
    public const int MostLevels = 10;
    public const int LongestTitle = 120;
    public const int LongestDescription = 500;
    public const decimal MostPoints = 1_000;

    /// <summary>Characters of a text that is handed in.</summary>
    public const int LongestText = 20_000;

    /// <summary>Characters of what is said of it, and of each criterion.</summary>
    public const int LongestFeedback = 5_000;

    /// <summary>Characters of what is said of one criterion.</summary>
    public const int LongestRemark = 1_000;

    /// <summary>Hand-ins of one person: those of her own, and those after it was returned.</summary>
    public const int MostSubmissions = 50;

    /// <summary>Text of a rubric in UTF-8: a draft and a version of it fit one state.</summary>
    public const int MostBytes = 40 * 1024;

    /// <summary>The kinds of files that an author can choose among.</summary>
    public static ImmutableArray<MediaKind> Kinds { get; } = [MediaKind.Pdf, MediaKind.Image, MediaKind.Audio, MediaKind.Video, MediaKind.File];

    /// <summary>Whether a file of a kind is taken. Captions are a text, and a text is any other file.</summary>
    public static bool Takes(Assignment assignment, MediaKind kind)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return assignment.Kinds.IsEmpty || assignment.Kinds.Contains(kind == MediaKind.Captions ? MediaKind.File : kind);
    }

    /// <summary>Why the assignment cannot be kept; null where it can. The field is that of the form.</summary>
    public static Error? Check(Assignment assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);

        return assignment switch
        {
            { TakesText: false, Files: 0 } => AssignmentErrors.Field("takes_nothing", "takes_text", "Take a text, files, or both."),
            { Files: < 0 or > MostFiles } => AssignmentErrors.Field("files_bad", "files", "Files are 0 to 10."),
            { Megabytes: < 1 or > MostMegabytes } => AssignmentErrors.Field("megabytes_bad", "megabytes", "A file takes 1 to 100 MB."),
            { Points: < 0.01m or > MostPoints } => AssignmentErrors.PointsBad("points"),
            _ when !IsRound(assignment.Points) => AssignmentErrors.PointsBad("points"),
            { PassPercent: < 0 or > 100 } => AssignmentErrors.Field("percent_bad", "pass_percent", "Per cent are 0 to 100."),
            { DueDays: < 0 or > MostDays } => AssignmentErrors.Field("days_bad", "due_days", "Days are 0 to 3650."),
            { DueAt: not null, DueDays: > 0 } => AssignmentErrors.Field(
                "due_twice", "due_days", "It is due on a day, or some days after joining, not both."),
            { Resubmissions: < 0 or > MostResubmissions } => AssignmentErrors.Field(
                "resubmissions_bad", "resubmissions", "Handing in again is allowed 0 to 20 times."),
            _ when assignment.Kinds.Any(kind => !Kinds.Contains(kind)) => AssignmentErrors.Field("kinds_bad", "kinds", "A kind of file is unknown."),
            _ => Check(assignment.Late) ?? Check(assignment.Rubric),
        };
    }

    private static Error? Check(LateRule late) => late switch
    {
        { Days: < 0 or > MostDays } => AssignmentErrors.Field("days_bad", "late_days", "Days are 0 to 3650."),
        { PercentADay: < 0 or > 100 } => AssignmentErrors.Field("percent_bad", "late_percent", "Per cent are 0 to 100."),
        { MostPercent: < 0 or > 100 } => AssignmentErrors.Field("percent_bad", "late_most", "Per cent are 0 to 100."),
        _ when !Enum.IsDefined(late.Policy) => AssignmentErrors.Field("late_bad", "late", "This rule for late work is unknown."),
        _ => null,
    };

    private static Error? Check(ImmutableArray<Criterion> rubric)
    {
        if (rubric.Length > MostCriteria || HasTwins(rubric.Select(criterion => criterion.Id)))
            return AssignmentErrors.Field("rubric_many", "rubric", "A rubric takes at most 20 criteria, each with an id of its own.");

        foreach (var criterion in rubric)
        {
            if (!IsId(criterion.Id) || criterion.Title.Trim().Length is 0 or > LongestTitle || criterion.Description.Length > LongestDescription)
                return AssignmentErrors.Field("criterion_bad", "rubric", "A criterion has a title of 1 to 120 characters, and at most 500 beside it.");

            if (criterion.Levels.Length is 0 or > MostLevels || HasTwins(criterion.Levels.Select(level => level.Id)))
                return AssignmentErrors.LevelsBad(criterion);

            if (criterion.Levels.Any(level => !IsId(level.Id) || level.Title.Trim().Length is 0 or > LongestTitle
                || level.Description.Length > LongestDescription || level.Points is < 0 or > MostPoints || !IsRound(level.Points)))
            {
                return AssignmentErrors.LevelsBad(criterion);
            }
        }

        return !rubric.IsEmpty && rubric.Sum(Rubrics.Most) == 0
            ? AssignmentErrors.Field("rubric_nothing", "rubric", "The best levels of a rubric earn something together.")
            : rubric.Sum(Bytes) > MostBytes
                ? AssignmentErrors.Field("rubric_large", "rubric", "A rubric takes at most 40 KB of text. Shorten its descriptions.")
                : null;
    }

    private static bool IsId(string id) => id.Length <= 40 && Id<Criterion>.TryParse(id, out _);

    private static bool IsRound(decimal points) => decimal.Round(points, 2) == points;

    private static bool HasTwins(IEnumerable<string> ids) => !ids.All(new HashSet<string>(StringComparer.Ordinal).Add);

    // What JSON puts around a text is counted with it.
    private static int Bytes(Criterion criterion) =>
        100 + Encoding.UTF8.GetByteCount(criterion.Title) + Encoding.UTF8.GetByteCount(criterion.Description)
        + criterion.Levels.Sum(level => 100 + Encoding.UTF8.GetByteCount(level.Title) + Encoding.UTF8.GetByteCount(level.Description));
}
