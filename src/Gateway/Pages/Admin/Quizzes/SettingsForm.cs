using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>How a quiz is asked and counted, as typed.</summary>
/// <param name="Draws">By pool, how many questions are drawn.</param>
/// <param name="Seen">Mark of the settings that the form was filled from.</param>
public sealed record SettingsForm(
    string Minutes,
    string Attempts,
    string PassPercent,
    string Penalty,
    AnswersShown Answers,
    CountedAttempt Counts,
    bool ShuffleQuestions,
    bool ShuffleOptions,
    bool OneAtATime,
    bool PartialPoints,
    string DueDay,
    string DueHour,
    ImmutableArray<(string Pool, string Draw)> Draws,
    string Seen)
{
    internal static SettingsForm Of(Quiz quiz, TimeZoneInfo zone)
    {
        var settings = quiz.Settings;
        var due = settings.DueAt is { } at ? TimeZoneInfo.ConvertTime(at, zone) : (DateTimeOffset?)null;

        return new SettingsForm(
            Written(settings.Minutes),
            Written(settings.Attempts),
            Written(settings.PassPercent),
            Written(settings.Penalty),
            settings.Answers,
            settings.Counts,
            settings.ShuffleQuestions,
            settings.ShuffleOptions,
            settings.OneAtATime,
            settings.PartialPoints,
            due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            due?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "",
            [.. quiz.Pools.Select(pool => (pool.Name, Written(pool.Draw)))],
            MarkOf(quiz));
    }

    internal static SettingsForm Read(IFormCollection form, Quiz quiz) => new(
        form.Line("minutes", 20),
        form.Line("attempts", 20),
        form.Line("pass_percent", 20),
        form.Line("penalty", 20),
        form.Choice<AnswersShown>("answers") ?? quiz.Settings.Answers,
        form.Choice<CountedAttempt>("counts") ?? quiz.Settings.Counts,
        form.Ticked("shuffle_questions"),
        form.Ticked("shuffle_options"),
        form.Ticked("one_at_a_time"),
        form.Ticked("partial_points"),
        form.Line("due_day", 20),
        form.Line("due_hour", 20),
        [.. quiz.Pools.Select((pool, index) => (pool.Name, form.Line(QuestionForm.Row("draw", index), 20)))],
        form.Line("seen", 64));

    /// <summary>A mark of what this form changes.</summary>
    internal static string MarkOf(Quiz quiz) => QuizDraft.Mark((object)new { quiz.Settings, quiz.Pools });

    /// <summary>The quiz with these settings; or the field at fault.</summary>
    internal Outcome<Quiz> ToQuiz(Quiz quiz, TimeZoneInfo zone)
    {
        var pools = ImmutableArray.CreateBuilder<QuestionPool>();

        foreach (var (name, typed) in Draws)
        {
            if (Whole(typed) is not (> 0 and <= QuizRules.MostQuestions and var draw))
                return QuizErrors.Field("pool_bad", QuestionForm.Row("draw", pools.Count), "A pool has a name and draws at least one question.");

            pools.Add(new QuestionPool(name, draw));
        }

        if (!Due(zone).Succeeded(out var due, out var refusal))
            return refusal;

        var settings = new QuizSettings
        {
            Minutes = Whole(Minutes) ?? -1,
            Attempts = Whole(Attempts) ?? -1,
            PassPercent = Whole(PassPercent) ?? -1,
            Penalty = Whole(Penalty) ?? -1,
            Answers = Answers,
            Counts = Counts,
            ShuffleQuestions = ShuffleQuestions,
            ShuffleOptions = ShuffleOptions,
            OneAtATime = OneAtATime,
            PartialPoints = PartialPoints,
            DueAt = due.At,
        };

        return QuizRules.Check(settings) is { } bad ? bad : quiz with { Settings = settings, Pools = pools.ToImmutable() };
    }

    private Outcome<DueMoment> Due(TimeZoneInfo zone)
    {
        if (DueDay.Length == 0)
            return new DueMoment(null);

        var typed = Digits.Normalise($"{DueDay} {(DueHour.Length == 0 ? "23:59" : DueHour)}");

        if (!DateTime.TryParseExact(typed, ["yyyy-MM-dd HH:mm", "yyyy-MM-dd H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return QuizErrors.Field("due_bad", "due_day", "Write the day like 2026-11-22 and the hour like 18:30.");

        return new DueMoment(new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime());
    }

    private static int? Whole(string typed) => typed.Length == 0 ? 0 : Digits.TryParse(typed, out var number) ? number : null;

    private static string Written(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record DueMoment(DateTimeOffset? At);
}
