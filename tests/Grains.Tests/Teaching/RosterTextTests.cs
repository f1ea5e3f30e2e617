using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>What a line and a sheet keep in a few characters is read as it was written.</summary>
public sealed class RosterTextTests
{
    [Theory]
    [InlineData(new int[0], "")]
    [InlineData(new[] { 0 }, "1")]
    [InlineData(new[] { 3, 0 }, "9")]
    [InlineData(new[] { 4 }, "01")]
    [InlineData(new[] { 1, 5, 11 }, "228")]
    public void Columns_are_bits_from_the_lowest_on(int[] columns, string text)
    {
        Assert.Equal(text, LessonBits.Write(columns));
        Assert.Equal(columns.Order(), Enumerable.Range(0, 40).Where(column => LessonBits.Has(text, column)));
    }

    [Fact]
    public void A_lesson_that_has_no_number_is_finished_by_nobody() =>
        Assert.Equal(1, LessonBits.Count(LessonBits.Write([0, 7]), [-1, 7, 8]));

    [Fact]
    public void Cells_come_back_as_they_were()
    {
        GradeCell?[] cells = [null, new(8.5m, 10, true, false), null, new(0, 3, false, true), new(10_000, 10_000, true, true)];

        var text = GradeCells.Write(cells);

        Assert.Equal(";8.5/10+;;0/3*;10000/10000+*", text);
        Assert.Equal(cells, GradeCells.Read(text).Take(5));
        Assert.All(GradeCells.Read(text).Skip(5), Assert.Null);
        Assert.All(GradeCells.Read(""), Assert.Null);
    }

    [Fact]
    public void A_segment_full_of_the_longest_lines_is_small()
    {
        var name = new string('\u0645', 100);
        var person = Id<Person>.Parse(new string('a', 32));
        var bits = LessonBits.Write(Enumerable.Range(0, 500));
        var segment = new RosterSegment();

        for (var slot = 0; slot < RosterSegment.Most; slot++)
        {
            segment = segment.With(new RosterLine(
                person, slot, name, DateTimeOffset.MaxValue, Grains.Learning.EnrollmentState.Removed, DateTimeOffset.MaxValue, new string('c', 32),
                DateTimeOffset.MaxValue, bits, 1234.56m, 12345, 500));
        }

        Assert.InRange(Silo.Storage.StateJson.Write(segment).Length, 1, 64 * 1024);
    }

    [Fact]
    public void A_sheet_full_of_the_longest_cells_is_small()
    {
        var cells = GradeCells.Write(Enumerable.Repeat(new GradeCell(1234.56m, 10_000, true, true), GradeCells.Columns));
        var sheet = new GradeSheet
        {
            Cells = Enumerable.Range(0, RosterSegment.Most).ToImmutableDictionary(number => $"{number:d32}", _ => cells),
        };

        Assert.InRange(Silo.Storage.StateJson.Write(sheet).Length, 1, 64 * 1024);
    }
}
