using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>The answer to what a page of questions saved by itself.</summary>
/// <param name="Status">What became of it, in the words of the interface.</param>
/// <param name="Seen">By field, the revision that is kept now.</param>
/// <param name="Was">By field, the mark of the answer that is kept now.</param>
/// <param name="Ended">The attempt is over; the page leads on to its result.</param>
/// <param name="Stale">A newer answer was kept; the page has to be loaded again.</param>
/// <param name="SecondsLeft">Until the attempt ends by itself; null for never.</param>
internal sealed record SaveReply(
    string Status, ImmutableDictionary<string, int> Seen, ImmutableDictionary<string, string> Was, bool Ended, bool Stale, int? SecondsLeft)
{
    public static IResult Of(
        Outcome<SavedAnswers> saved, ImmutableArray<AnswerToSave> sent, PageContext context, DateTimeOffset now)
    {
        if (!saved.Succeeded(out var result, out var refusal))
        {
            var reply = new SaveReply(
                context.Texts.Refusal(refusal),
                ImmutableDictionary<string, int>.Empty,
                ImmutableDictionary<string, string>.Empty,
                refusal.Kind == ErrorKind.Conflict,
                Stale: false,
                SecondsLeft: null);
            return Results.Json(reply, statusCode: refusal.Kind.ToStatusCode());
        }

        var isStale = !result.Stale.IsEmpty;
        var kept = sent.Where(answer => !result.Stale.Contains(answer.Question, StringComparer.Ordinal)).ToImmutableArray();
        return Results.Json(new SaveReply(
            isStale ? context.Texts["quiz.stale"] : context.Texts.Format("quiz.saved_at", ("time", context.Dates.Time(now))),
            kept.ToImmutableDictionary(answer => AnswerForm.Seen(answer.Question), answer => result.Revisions[answer.Question], StringComparer.Ordinal),
            kept.ToImmutableDictionary(answer => AnswerForm.Was(answer.Question), answer => AnswerForm.Mark(answer.Values), StringComparer.Ordinal),
            Ended: false,
            isStale,
            result.Attempt.Deadline is { } deadline ? Math.Max(0, (int)(deadline - now).TotalSeconds) : null));
    }
}
