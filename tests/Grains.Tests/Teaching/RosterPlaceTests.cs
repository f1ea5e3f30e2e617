using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>Cursors of sorted lists.</summary>
public class RosterPlaceTests
{
    [Theory]
    [InlineData(RosterSort.Newest, "", "0", "7")]
    [InlineData(RosterSort.Name, "ada_b 1", "0", "7_ada_b 1")]
    [InlineData(RosterSort.Name, "", "1", "7_")]
    [InlineData(RosterSort.Grade, "", "33.3", "7_33.3")]
    [InlineData(RosterSort.Activity, "", "638000000000000000", "7_638000000000000000")]
    public void A_cursor_is_read_as_it_was_written(RosterSort sort, string name, string value, string cursor)
    {
        var place = new RosterPlace(name, decimal.Parse(value, CultureInfo.InvariantCulture), 7);

        Assert.Equal(cursor, place.ToString(sort));
        Assert.Equal(place, RosterPlace.Read(sort, cursor));
    }

    [Theory]
    [InlineData(RosterSort.Newest, null)]
    [InlineData(RosterSort.Newest, "7_1")]
    [InlineData(RosterSort.Progress, "7")]
    [InlineData(RosterSort.Progress, "7_x")]
    [InlineData(RosterSort.Name, "-1_a")]
    [InlineData(RosterSort.Name, "99999999999_a")]
    public void What_is_no_cursor_of_the_order_is_none(RosterSort sort, string? cursor) => Assert.Null(RosterPlace.Read(sort, cursor));
}
