using System.Text;
using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Lint;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>The patterns themselves: what they find, and that no text makes them run away.</summary>
public class LintWordsTests
{
    // As its pattern would be if it did not say where a term begins, which the other engine cannot be told.
    private const string Defined =
        @"(?<term>[\p{L}\p{N}'\-]+( [\p{L}\p{N}'\-]+){0,3})[""']? ?,? ?\(?(as )?(defined|described|explained) (below|above|herein|hereinafter|later)\b"
        + @"|(?<term>[\p{L}]+( [\p{L}]+){0,2}) ?\((که |چنان که |طوری که |ان گونه که )?(در )?(زیر|پایین|ذیل|ذیلا|بالا) (تعریف|توضیح|بیان)"
        + @"|(?<term>[\p{L}]+( [\p{L}]+){0,2}) ?\((کما هو |کما هی |علی النحو )?(معرف|معرفه|المعرف|المعرفه|محدد|محدده|المحدد|المحدده|مبین|مبینه)[\p{M}]? (ادناه|اعلاه|لاحقا|فیما یلی)";

    private const RegexOptions Never = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
        | RegexOptions.NonBacktracking;

    private static readonly string[] between = [" ", " ", " ", ", ", ". ", "-", "", "s ", " x ", ") ", " 12 ", " ] "];

    /// <summary>
    /// An engine that goes back finds, letter by letter, what the one finds that never does: with gaps of a bound that one
    /// keeps megabytes for each pattern.
    /// </summary>
    [Fact]
    public void Both_engines_find_the_same_in_any_text_of_a_patterns_own_words()
    {
        var random = new Random(20261122);
        var silent = new List<string>();

        foreach (var (name, words) in LintPatterns.All().Where(pattern => !pattern.Words.Options.HasFlag(RegexOptions.NonBacktracking)))
        {
            var reference = new Regex(Reference(name, words), Never);
            var vocabulary = LintPatterns.Vocabulary(words);
            var found = 0;

            for (var round = 0; round < 60; round++)
            {
                var text = Text(words.ToString(), vocabulary, random);
                var expected = Found(reference.Matches(text));
                Assert.True(expected == Found(words.Matches(text)), $"{name} in “{text}”: {expected} was expected, {Found(words.Matches(text))} found.");
                found += expected.Length;
            }

            if (found == 0)
                silent.Add(name);
        }

        Assert.Empty(silent);
    }

    /// <summary>
    /// SEC-E18. Linear: a pattern that tried every start against every end of such a text would be at it for hours.
    /// </summary>
    [Fact]
    public void Two_million_letters_made_to_be_slow_are_read_to_the_end()
    {
        var run = 400_000;
        var text = string.Concat(
            new string('a', run), " ", new string('7', run), " ", new string('ا', run), " ", new string('\'', run), " ",
            string.Concat(Enumerable.Repeat("[](a@", run / 5)));

        foreach (var (name, words) in LintPatterns.All())
            Assert.True(words.Count(text) <= text.Length, name);
    }

    private static string Reference(string name, Regex words) => name == "ReferenceRules.defined" ? Defined : words.ToString();

    private static string Found(MatchCollection matches) => string.Join(
        ' ', matches.Select(match => $"{match.Index}+{match.Length}:{string.Join(',', match.Groups.Values.Skip(1).Select(group => group.Value))}"));

    // What the pattern finds once or twice, and words of it before, between and after; every fourth text is damaged.
    private static string Text(string pattern, string[] vocabulary, Random random)
    {
        var text = new StringBuilder();

        for (var part = random.Next(1, 6); part > 0; part--)
        {
            text.Append(random.Next(2) == 0 ? LintSample.Of(pattern, random) : vocabulary[random.Next(vocabulary.Length)])
                .Append(between[random.Next(between.Length)]);
        }

        return random.Next(4) > 0 ? text.ToString() : text.Remove(random.Next(text.Length), 1).ToString();
    }
}
