namespace Darsgah.Grains.Quizzes;

/// <summary>A question as one attempt asks it. What is public of it tells nothing of the key.</summary>
/// <remarks>
/// Options are named by their place on the page, from 0, so that no id and no order betrays what is right. What she sends is in
/// these terms: places of what she chose; for each of the things to match the place of its other side; for each of the things
/// to order its place from 1; texts.
/// </remarks>
public sealed class AskedQuestion
{
    private readonly Question question;
    private readonly ImmutableArray<int> order;
    private readonly ImmutableArray<int> matches;

    internal AskedQuestion(Question question, ImmutableArray<int> order, ImmutableArray<int> matches) =>
        (this.question, this.order, this.matches) = (question, order, matches);

    /// <summary>Names it in the quiz.</summary>
    public string Id => question.Id;

    public QuestionKind Kind => question.Kind;

    /// <summary>What is asked; empty for a text with gaps.</summary>
    public string Text => Kind == QuestionKind.FillIn ? "" : question.Text;

    public decimal Points => question.Points;

    /// <summary>What is chosen from, matched or ordered, as it is shown.</summary>
    public ImmutableArray<string> Options => Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices or QuestionKind.Matching or QuestionKind.Ordering
        ? [.. order.Select(index => question.Options[index].Text)]
        : [];

    /// <summary>The other sides of what is matched, as they are shown, each once.</summary>
    public ImmutableArray<string> Matches =>
        [.. matches.Select(index => question.Options[index].Match).Distinct(StringComparer.Ordinal)];

    /// <summary>A text with gaps, cut at them: a gap between each two.</summary>
    public ImmutableArray<string> Pieces
    {
        get
        {
            if (Kind != QuestionKind.FillIn)
                return [];

            var pieces = ImmutableArray.CreateBuilder<string>();
            pieces.Add("");

            foreach (var part in GapText.Parts(question.Text))
            {
                if (part.IsGap)
                    pieces.Add("");
                else
                    pieces[^1] += part.Literal;
            }

            return pieces.ToImmutable();
        }
    }

    /// <summary>Values that an answer has; 0 for any number.</summary>
    public int Parts => Kind switch
    {
        QuestionKind.ManyChoices => 0,
        QuestionKind.Matching or QuestionKind.Ordering => order.Length,
        QuestionKind.FillIn => Pieces.Length - 1,
        _ => 1,
    };

    /// <summary>The question with its key: for marking, and for who may see it.</summary>
    public Question Keyed => question;

    /// <summary>The option that is shown at a place.</summary>
    public AnswerOption OptionAt(int place) => question.Options[order[place]];

    /// <summary>What was sent, in the terms of <see cref="Marking"/>. What names nothing counts as not said.</summary>
    public ImmutableArray<string> ToKey(ImmutableArray<string> sent) => Kind switch
    {
        QuestionKind.OneChoice => [.. sent.Take(1).Select(Chosen).Where(id => id.Length > 0)],
        QuestionKind.ManyChoices => [.. sent.Select(Chosen).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)],
        QuestionKind.Matching => Paired(sent),
        QuestionKind.Ordering => Ordered(sent),
        _ => sent,
    };

    private string Chosen(string place) => IsPlace(place, order.Length, out var at) ? question.Options[order[at]].Id : "";

    private string Matched(string place)
    {
        var shown = Matches;
        return IsPlace(place, shown.Length, out var at)
            ? question.Options.First(option => string.Equals(option.Match, shown[at], StringComparison.Ordinal)).Id
            : "";
    }

    private ImmutableArray<string> Paired(ImmutableArray<string> sent) =>
    [
        .. Enumerable.Range(0, Math.Min(order.Length, sent.Length))
            .Select(place => (Left: question.Options[order[place]].Id, Right: Matched(sent[place])))
            .Where(pair => pair.Right.Length > 0)
            .Select(pair => Marking.Pair(pair.Left, pair.Right)),
    ];

    // Two things at one place are at none.
    private ImmutableArray<string> Ordered(ImmutableArray<string> sent)
    {
        var values = Enumerable.Repeat("", order.Length).ToArray();
        var taken = new int[order.Length];

        for (var place = 0; place < order.Length && place < sent.Length; place++)
        {
            if (!IsPlace(sent[place], order.Length + 1, out var number) || number == 0)
                continue;

            taken[number - 1]++;
            values[number - 1] = question.Options[order[place]].Id;
        }

        return [.. values.Select((id, index) => taken[index] == 1 ? id : "")];
    }

    private static bool IsPlace(string text, int count, out int place) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out place) && place < count;
}
