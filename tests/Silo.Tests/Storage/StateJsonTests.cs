using System.Text.Json;

namespace Darsgah.Silo.Tests.Storage;

public class StateJsonTests
{
    private static readonly StateJson Plain = new([]);

    [Fact]
    public void A_state_has_a_version_and_no_type_names()
    {
        var stored = StateJson.Write(new Course("درس ‌اول", Level.VeryHard, ["a"], Counts("b", 2),
            Id<Person>.Parse("ada")));

        Assert.Equal(
            """{"v":1,"s":{"title":"درس ‌اول","level":"veryHard","tags":["a"],"counts":{"b":2},"owner":"ada"}}""",
            Encoding.UTF8.GetString(stored));
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var course = new Course("a", Level.Easy, ["x", "y"], Counts("b", 2), Id<Person>.Parse("ada"));

        var read = Plain.Read<Course>(StateJson.Write(course));

        Assert.Equal(course with { Tags = default, Counts = course.Counts }, read with
        {
            Tags = default,
            Counts = course.Counts
        });
        Assert.Equal(["x", "y"], read.Tags);
        Assert.Equal(2, read.Counts["b"]);
    }

    [Fact]
    public void A_state_without_its_lists_is_written_and_read()
    {
        var read = Plain.Read<Lists>(StateJson.Write(new Lists()));

        Assert.Equal([], read.Items);
        Assert.Empty(Plain.Read<Lists>("""{"v":1,"s":{}}"""u8).Items);
    }

    [Theory]
    [InlineData("""{"v":1,"s":{"text":"a","unknown":1}}""")] // would be lost at the next write
    [InlineData("""{"v":1,"s":{"text":"a","text":"b"}}""")]
    [InlineData("""{"v":1,"s":null}""")]
    [InlineData("""{"v":1,"s":{}},""")]
    [InlineData("""{"v":1,"s":{},"t":1}""")]
    [InlineData("""{"s":{},"v":1}""")]
    [InlineData("""{"v":0,"s":{}}""")]
    [InlineData("""{"v":2,"s":{}}""")] // a newer release's
    [InlineData("""{"v":1""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public void Anything_else_is_refused(string stored) =>
        Assert.ThrowsAny<JsonException>(() => Plain.Read<Note>(Encoding.UTF8.GetBytes(stored)));

    [Fact]
    public void An_unknown_word_for_an_enum_is_refused_and_so_is_its_number()
    {
        Assert.ThrowsAny<JsonException>(() => Plain.Read<Course>("""{"v":1,"s":{"level":"unheardOf"}}"""u8));
        Assert.ThrowsAny<JsonException>(() => Plain.Read<Course>("""{"v":1,"s":{"level":2}}"""u8));
    }

    [Fact]
    public void A_newer_state_says_both_versions()
    {
        var error = Assert.Throws<JsonException>(() => Plain.Read<Third>("""{"v":4,"s":{}}"""u8));

        Assert.Contains("version 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("up to 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_state_is_upgraded_step_by_step()
    {
        var json = new StateJson(
        [
            StateUpgrade.Of<Third>(from: 2, state =>
                { state["full"] = $"{state["name"]}!"; state.Remove("name"); return state; }),
            StateUpgrade.Of<Third>(from: 1, state =>
                { state["name"] = (string?)state["n"]; state.Remove("n"); return state; }),
        ]);

        Assert.Equal("ada!", json.Read<Third>("""{"v":1,"s":{"n":"ada"}}"""u8).Full);
        Assert.Equal("ada!", json.Read<Third>("""{"v":2,"s":{"name":"ada"}}"""u8).Full);
        Assert.Equal("ada", json.Read<Third>("""{"v":3,"s":{"full":"ada"}}"""u8).Full);
        Assert.StartsWith("""{"v":3,""", Encoding.UTF8.GetString(StateJson.Write(new Third())),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_upgrade_is_told()
    {
        var error = Assert.Throws<JsonException>(() => Plain.Read<Third>("""{"v":1,"s":{}}"""u8));

        Assert.Contains("no upgrade from that version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Upgrades_that_cannot_be_meant_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StateJson([StateUpgrade.Of<Third>(from: 3, state => state)]));
        Assert.Throws<ArgumentException>(() => new StateJson(
            [StateUpgrade.Of<Third>(from: 1, state => state), StateUpgrade.Of<Third>(from: 1, state => state)]));
    }

    private static ImmutableDictionary<string, int> Counts(string name, int count) =>
        ImmutableDictionary<string, int>.Empty.Add(name, count);

    public enum Level
    {
        Easy = 1,
        VeryHard = 2,
    }

    public sealed record Course(
        string Title, Level Level, ImmutableArray<string> Tags, ImmutableDictionary<string, int> Counts,
            Id<Person> Owner)
    {
        public int Length => Title.Length;
    }

    public sealed record Lists
    {
        public ImmutableArray<string> Items { get; init; } = [];

        public ImmutableList<int> Numbers { get; init; } = [];

        public ImmutableSortedDictionary<string, int> Sorted { get; init; } = ImmutableSortedDictionary<string,
            int>.Empty;

        public ImmutableHashSet<string> Names { get; init; } = [];
    }

    [StateVersion(3)]
    public sealed record Third
    {
        public string Full { get; init; } = "";
    }
}
