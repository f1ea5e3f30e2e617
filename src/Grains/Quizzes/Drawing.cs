using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Darsgah.Grains.Quizzes;

/// <summary>Which questions an attempt has, and in which order it shows what: all from one seed, so that it is the same for good.</summary>
public static class Drawing
{
    /// <summary>The questions of the attempt whose seed this is.</summary>
    public static ImmutableArray<AskedQuestion> Of(Quiz quiz, long seed)
    {
        ArgumentNullException.ThrowIfNull(quiz);
        var draw = new Stream(seed);
        var drawn = quiz.Questions.Where(question => Pool(quiz, question) is null).ToHashSet();

        foreach (var pool in quiz.Pools)
        {
            var members = quiz.Questions.Where(question => Pool(quiz, question) == pool).ToImmutableArray();
            drawn.UnionWith(draw.Shuffled(members.Length).Take(pool.Draw).Select(index => members[index]));
        }

        var asked = quiz.Questions.Where(drawn.Contains).ToImmutableArray();

        if (quiz.Settings.ShuffleQuestions)
            asked = [.. draw.Shuffled(asked.Length).Select(index => asked[index])];

        return [.. asked.Select(question => Asked(question, quiz.Settings, draw))];
    }

    /// <summary>0 to <paramref name="count"/> - 1, each once, in the order that the seed gives.</summary>
    public static ImmutableArray<int> Shuffled(int count, long seed) => new Stream(seed).Shuffled(count);

    // What has to be put in order or together is never shown in the order of its key.
    private static AskedQuestion Asked(Question question, QuizSettings settings, Stream draw)
    {
        var mixes = question.Kind == QuestionKind.Ordering
            || (settings.ShuffleOptions && question.Kind is QuestionKind.OneChoice or QuestionKind.ManyChoices);

        var order = mixes ? draw.Shuffled(question.Options.Length) : [.. Enumerable.Range(0, question.Options.Length)];
        var matches = question.Kind == QuestionKind.Matching ? draw.Shuffled(question.Options.Length) : [];
        return new AskedQuestion(question, order, matches);
    }

    private static QuestionPool? Pool(Quiz quiz, Question question) =>
        question.Pool.Length == 0 ? null : quiz.Pools.FirstOrDefault(pool => pool.Name == question.Pool);

    /// <summary>Numbers from a seed: SHA-256 of the seed and a counter. No secret rests on it; the seed itself is drawn by the system.</summary>
    private sealed class Stream(long seed)
    {
        private readonly byte[] block = new byte[16];
        private int at;

        // Fisher and Yates; a number that would favour some results is drawn again.
        public ImmutableArray<int> Shuffled(int count)
        {
            var numbers = Enumerable.Range(0, count).ToArray();

            for (var last = count - 1; last > 0; last--)
            {
                var other = Below((uint)last + 1);
                (numbers[last], numbers[other]) = (numbers[other], numbers[last]);
            }

            return [.. numbers];
        }

        private int Below(uint bound)
        {
            var limit = uint.MaxValue - (uint.MaxValue % bound);
            uint number;

            do
            {
                number = Next();
            }
            while (number >= limit);

            return (int)(number % bound);
        }

        private uint Next()
        {
            BinaryPrimitives.WriteInt64LittleEndian(block, seed);
            BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(8), at++);
            return BinaryPrimitives.ReadUInt32LittleEndian(SHA256.HashData(block));
        }
    }
}
