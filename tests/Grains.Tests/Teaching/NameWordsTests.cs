using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>Where in a name a search finds something.</summary>
public sealed class NameWordsTests
{
    [Fact]
    public void Names_are_sorted_as_the_alphabet_is_spoken()
    {
        string[] sorted = ["adam", "zoe", "احمد", "بهار", "پروین", "تمنا", "ټیکه", "جمال", "چمن", "حمید", "زهرا", "ژاله", "سارا", "کریم", "گلناز", "لیلا", "یاسر"];

        Assert.Equal(sorted, sorted.Reverse().Order(Comparer<string>.Create(NameWords.Compare)));
    }

    [Theory]
    [InlineData("Zahra Ahmadi", "ahm", true)]
    [InlineData("Zahra Ahmadi", "hmadi", false)]
    [InlineData("Al-Ahmadi", "ahmadi", true)]
    [InlineData("Al-Ahmadi", "al-ah", true)]
    [InlineData("zahra.ahmadi92", "ahmadi92", true)]
    [InlineData("(Mina) O'Brien", "mina", true)]
    [InlineData("(Mina) O'Brien", "brien", true)]
    [InlineData("الاحمدي", "احمدی", true)]
    [InlineData("الاحمدی", "الاحمدي", true)]
    [InlineData("عبدالرحمن", "رحمن", true)]
    [InlineData("عبدالرحمن", "الرحمن", false)]
    [InlineData("جلال", "ل", false)]
    [InlineData("سالم", "م", false)]
    [InlineData("خالده", "ده", false)]
    [InlineData("طالبی", "بی", false)]
    [InlineData("سالمان", "مان", false)]
    [InlineData("علی\u200Cرضا", "علیرضا", true)]
    [InlineData("علی\u200Cرضا", "رضا", true)]
    [InlineData("", "a", false)]
    public void A_name_is_found_by_how_its_words_and_their_parts_begin(string name, string typed, bool found)
    {
        var wanted = Assert.Single(NameWords.Wanted(TextFold.Fold(typed)));

        Assert.Equal(found, NameWords.Has(NameWords.Fold(name), wanted));
        Assert.Equal(found, NameWords.Of(NameWords.Fold(name)).Any(word => word.StartsWith(wanted, StringComparison.Ordinal)));
    }

    [Fact]
    public void Words_are_compared_by_their_first_letters_and_never_cut_through_a_character()
    {
        var name = new string('a', NameWords.Longest - 1) + "\U00010400bc";

        var word = Assert.Single(NameWords.Of(name).Take(1));

        Assert.Equal(new string('a', NameWords.Longest - 1), word);
        Assert.True(NameWords.Has(name, Assert.Single(NameWords.Wanted(name))));
        Assert.Equal(NameWords.Most, NameWords.Of(string.Join('.', Enumerable.Range(100, 50))).Count());
    }

    [Theory]
    [InlineData("a", 0)]
    [InlineData("ahmadi 7", 0)]
    [InlineData("ali 3", 1)]
    [InlineData("ali 4", 1)]
    [InlineData("zahra 1", 2)]
    public void An_entry_belongs_into_the_range_that_begins_before_it(string entry, int range)
    {
        var record = new RosterWordsRecord { Ranges = [new("", 0), new("ali 3", 2), new("zahra", 1)] };

        Assert.Equal(range, record.RangeOf(entry));
    }

    [Fact]
    public void What_a_crash_left_in_a_segment_that_was_split_is_not_looked_at()
    {
        var record = new RosterWordsRecord { Ranges = [new("", 0), new("b 2", 1)] };

        Assert.Equal(["a 1", "b 1"], record.Within(0, ["a 1", "b 1", "b 2", "c 3"]));
        Assert.Equal(["b 2", "c 3"], record.Within(1, ["b 2", "c 3"]));
    }

    [Fact]
    public void A_segment_full_of_the_longest_words_is_small()
    {
        ImmutableArray<string> entries =
            [.. Enumerable.Range(int.MaxValue - RosterWordSegment.Most, RosterWordSegment.Most).Select(slot => $"{new string('\u0645', NameWords.Longest)} {slot}")];

        Assert.InRange(Silo.Storage.StateJson.Write(new RosterWordSegment { Entries = entries }).Length, 1, 64 * 1024);
    }

    [Fact]
    public void The_list_of_segments_is_small_at_a_hundred_thousand_students()
    {
        // Two words and a number each, in segments that are two thirds full.
        var record = new RosterWordsRecord
        {
            Ranges = [.. Enumerable.Range(0, 1_500).Select(number => new WordRange($"{new string('\u0645', 8)} {number * 1_000}", number))],
        };

        Assert.InRange(Silo.Storage.StateJson.Write(record).Length, 1, 128 * 1024);
    }
}
