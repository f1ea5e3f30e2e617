using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Admin.Courses;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Assignments;

/// <summary>An assignment, as typed.</summary>
/// <param name="Seen">Mark of the assignment that the form was filled from.</param>
public sealed record AssignmentForm(string Seen)
{
    public bool TakesText { get; init; }

    public string Files { get; init; } = "";

    public string Megabytes { get; init; } = "";

    public ImmutableArray<MediaKind> Kinds { get; init; } = [];

    public string Points { get; init; } = "";

    public string PassPercent { get; init; } = "";

    public string DueDay { get; init; } = "";

    public string DueHour { get; init; } = "";

    public string DueDays { get; init; } = "";

    public bool DueFromCohort { get; init; }

    public LatePolicy Late { get; init; }

    public string LateDays { get; init; } = "";

    public string LatePercent { get; init; } = "";

    public string LateMost { get; init; } = "";

    public string Resubmissions { get; init; } = "";

    public ImmutableArray<CriterionForm> Rubric { get; init; } = [];

    internal static AssignmentForm Of(Assignment assignment, TimeZoneInfo zone) => new(MarkOf(assignment))
    {
        TakesText = assignment.TakesText,
        Files = Written(assignment.Files),
        Megabytes = Written(assignment.Megabytes),
        Kinds = assignment.Kinds,
        Points = Written(assignment.Points),
        PassPercent = Written(assignment.PassPercent),
        DueDay = SchoolTime.Day(assignment.DueAt, zone) is { } day ? Dates.Machine(day) : "",
        DueHour = SchoolTime.Hour(assignment.DueAt, zone),
        DueDays = Written(assignment.DueDays),
        DueFromCohort = assignment.DueFromCohort,
        Late = assignment.Late.Policy,
        LateDays = Written(assignment.Late.Days),
        LatePercent = Written(assignment.Late.PercentADay),
        LateMost = Written(assignment.Late.MostPercent),
        Resubmissions = Written(assignment.Resubmissions),
        Rubric = [.. assignment.Rubric.Select(CriterionForm.Of)],
    };

    internal static AssignmentForm Read(IFormCollection form) => new(form.Line("seen", 64))
    {
        TakesText = form.Ticked("takes_text"),
        Files = form.Line("files", 20),
        Megabytes = form.Line("megabytes", 20),
        Kinds = form.Choices<MediaKind>("kinds"),
        Points = form.Line("points", 20),
        PassPercent = form.Line("pass_percent", 20),
        DueDay = form.Line("due_day", 20),
        DueHour = form.Line("due_hour", 20),
        DueDays = form.Line("due_days", 20),
        DueFromCohort = form.Ticked("due_from_cohort"),
        Late = form.Choice<LatePolicy>("late") ?? LatePolicy.Refused,
        LateDays = form.Line("late_days", 20),
        LatePercent = form.Line("late_percent", 20),
        LateMost = form.Line("late_most", 20),
        Resubmissions = form.Line("resubmissions", 20),
        Rubric = CriterionForm.Read(form),
    };

    /// <summary>The same with room for one criterion more, and one level more in each.</summary>
    internal AssignmentForm WithMoreRows() => this with
    {
        Rubric =
        [
            .. Rubric.Select(criterion => criterion.WithMoreRows()),
            .. Rubric.Length < AssignmentRules.MostCriteria ? [CriterionForm.Empty] : Array.Empty<CriterionForm>(),
        ],
    };

    /// <summary>A mark of an assignment, to see whether somebody changed it since a form was filled from it.</summary>
    internal static string MarkOf(Assignment assignment) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(assignment)).AsSpan(0, 10));

    /// <summary>The assignment; or the field at fault.</summary>
    internal Outcome<Assignment> ToAssignment(TimeZoneInfo zone)
    {
        if (!Moment(DueDay, DueHour, zone).Succeeded(out var due, out var refusal))
            return refusal;

        var rubric = ImmutableArray.CreateBuilder<Criterion>();

        foreach (var typed in Rubric.Where(criterion => !criterion.IsEmpty))
        {
            if (!typed.ToCriterion().Succeeded(out var criterion, out refusal))
                return refusal;

            rubric.Add(criterion);
        }

        var assignment = new Assignment
        {
            TakesText = TakesText,
            Files = Whole(Files) ?? -1,
            Megabytes = Whole(Megabytes) ?? -1,
            Kinds = Kinds,
            Points = Number(Points) ?? 0,
            PassPercent = Whole(PassPercent) ?? -1,
            DueAt = due.At,
            DueDays = Whole(DueDays) ?? -1,
            DueFromCohort = DueFromCohort,
            Late = new LateRule
            {
                Policy = Late,
                Days = Whole(LateDays) ?? -1,
                PercentADay = Whole(LatePercent) ?? -1,
                MostPercent = Whole(LateMost) ?? -1,
            },
            Rubric = rubric.ToImmutable(),
            Resubmissions = Whole(Resubmissions) ?? -1,
        };

        return AssignmentRules.Check(assignment) is { } bad ? bad : assignment;
    }

    /// <summary>A day and an hour in the school's zone; the end of the day where there is no hour.</summary>
    internal static Outcome<TypedMoment> Moment(string day, string hour, TimeZoneInfo zone)
    {
        if (day.Length == 0)
            return new TypedMoment(null);

        var isDay = DateOnly.TryParseExact(Digits.Normalise(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on);
        var typed = hour.Length == 0 ? "23:59" : Digits.Normalise(hour);
        var isHour = TimeOnly.TryParseExact(typed, ["HH':'mm", "H':'mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at);

        return isDay && isHour
            ? new TypedMoment(SchoolTime.At(on, at, zone))
            : AssignmentErrors.Field("due_bad", "due_day", "Write the day like 2026-11-22 and the hour like 18:30.");
    }

    /// <summary>A number in digits of any script; null for anything else.</summary>
    internal static decimal? Number(string typed) => AnswerText.Numbers(typed) is [var number, ..] ? number : null;

    /// <summary>As a field shows it.</summary>
    internal static string Written(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static int? Whole(string typed) => typed.Length == 0 ? 0 : Digits.TryParse(typed, out var number) ? number : null;
}

/// <summary>A moment that was typed; null for none.</summary>
internal sealed record TypedMoment(DateTimeOffset? At);

/// <summary>A criterion of a rubric, as typed.</summary>
public sealed record CriterionForm(string Id, string Title, string Description, ImmutableArray<LevelForm> Levels)
{
    private const int FewLevels = 3;

    /// <summary>Nothing typed, with room for some levels.</summary>
    public static CriterionForm Empty { get; } = new("", "", "", [.. Enumerable.Repeat(LevelForm.Empty, FewLevels)]);

    /// <summary>It is left out.</summary>
    public bool IsEmpty => Title.Length == 0 && Description.Length == 0 && Levels.All(level => level.IsEmpty);

    /// <summary>Name of a field of a criterion.</summary>
    public static string Field(string field, int criterion) => string.Create(CultureInfo.InvariantCulture, $"criterion_{field}-{criterion}");

    /// <summary>Name of a field of a level.</summary>
    public static string Field(string field, int criterion, int level) =>
        string.Create(CultureInfo.InvariantCulture, $"level_{field}-{criterion}-{level}");

    internal static CriterionForm Of(Criterion criterion) =>
        new(criterion.Id, criterion.Title, criterion.Description, [.. criterion.Levels.Select(LevelForm.Of)]);

    internal static ImmutableArray<CriterionForm> Read(IFormCollection form) =>
    [
        .. Enumerable.Range(0, AssignmentRules.MostCriteria).Where(row => form.ContainsKey(Field("title", row))).Select(row => new CriterionForm(
            form.Line(Field("id", row), 40),
            form.Line(Field("title", row), AssignmentRules.LongestTitle),
            form.Line(Field("description", row), AssignmentRules.LongestDescription),
            LevelForm.Read(form, row))),
    ];

    internal CriterionForm WithMoreRows() =>
        Levels.Length < AssignmentRules.MostLevels ? this with { Levels = Levels.Add(LevelForm.Empty) } : this;

    internal Outcome<Criterion> ToCriterion()
    {
        var levels = Levels.Where(level => !level.IsEmpty).Select(level => level.ToLevel()).ToImmutableArray();
        var criterion = new Criterion(LevelForm.Known(Id), Title, Description, levels);

        return levels.Any(level => level.Points < 0) ? AssignmentErrors.LevelsBad(criterion) : criterion;
    }
}

/// <summary>A level of a criterion, as typed.</summary>
public sealed record LevelForm(string Id, string Title, string Points, string Description)
{
    /// <summary>Nothing typed.</summary>
    public static LevelForm Empty { get; } = new("", "", "", "");

    /// <summary>It is left out.</summary>
    public bool IsEmpty => Title.Length + Points.Length + Description.Length == 0;

    internal static LevelForm Of(RubricLevel level) => new(level.Id, level.Title, AssignmentForm.Written(level.Points), level.Description);

    internal static ImmutableArray<LevelForm> Read(IFormCollection form, int criterion) =>
    [
        .. Enumerable.Range(0, AssignmentRules.MostLevels).Where(row => form.ContainsKey(CriterionForm.Field("title", criterion, row))).Select(row => new LevelForm(
            form.Line(CriterionForm.Field("id", criterion, row), 40),
            form.Line(CriterionForm.Field("title", criterion, row), AssignmentRules.LongestTitle),
            form.Line(CriterionForm.Field("points", criterion, row), 20),
            form.Line(CriterionForm.Field("description", criterion, row), AssignmentRules.LongestDescription))),
    ];

    // Points that are no number are told with their criterion.
    internal RubricLevel ToLevel() => new(Known(Id), Title, AssignmentForm.Number(Points) ?? -1, Description);

    /// <summary>The id that the form was filled with; one that nothing has had for what is new.</summary>
    internal static string Known(string id) => id.Length > 0 ? id : RandomNumberGenerator.GetHexString(10, lowercase: true);
}
