using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>The words that a roster is searched by, over real files, beside going through every line.</summary>
public sealed class RosterWordsTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly string[] Syllables = ["ah", "ma", "di", "زه", "را", "ك", "ali", "92", "-"];

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await In(tenant => tenant.Course(Algebra).Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0));
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_search_finds_whoever_came_was_renamed_and_was_not_erased()
    {
        const int students = 700;
        var random = new Random(17);
        var lines = new SortedDictionary<int, RosterLine>();

        // The first half is there before anybody searches; the second comes into an index that is there already.
        for (var slot = 0; slot < students; slot++)
        {
            if (slot == students / 2)
                await Compare(lines, random);

            await Put(slot);
        }

        await Compare(lines, random);
        await silo.Restart();

        for (var change = 0; change < 150; change++)
        {
            var slot = random.Next(students);

            if (change % 3 == 0 && lines.Remove(slot))
                await In(tenant => Run(() => tenant.Roster(Algebra).Remove(Person(slot), slot)));
            else if (lines.ContainsKey(slot))
                await Put(slot);
        }

        await Compare(lines, random);

        // And nothing of who was erased is in any segment.
        var segments = await In(tenant => Task.WhenAll(Enumerable.Range(0, 50).Select(number => tenant.RosterWordSegment(Algebra, number).Entries())));
        Assert.InRange(segments.Count(segment => !segment.IsEmpty), 6, 50);
        Assert.Empty(segments.SelectMany(segment => segment).Select(RosterWordSegment.SlotOf).Except(lines.Keys));

        Task Put(int slot)
        {
            var before = lines.GetValueOrDefault(slot);
            var line = lines[slot] = Line(slot, Name(random));
            return In(tenant => Run(async () =>
            {
                await tenant.Roster(Algebra).Reserve(line.Person, before is null ? null : slot, seats: null);
                await tenant.Roster(Algebra).Put(line);
                await tenant.RosterWords(Algebra).Put(slot, line.Name, before?.Name);
            }));
        }
    }

    [Fact]
    public async Task What_very_many_names_have_is_shown_page_by_page_and_not_counted()
    {
        const int students = 250;
        ImmutableArray<int> rare = [207, 107, 7];

        // Eight words each: more of one beginning than is looked up.
        for (var slot = 0; slot < students; slot++)
        {
            var words = string.Join(' ', Enumerable.Range(0, 8).Select(word => $"m{slot}x{word}"));
            var line = Line(slot, rare.Contains(slot) ? words + " Rarely" : words);
            await In(tenant => Run(async () =>
            {
                await tenant.Roster(Algebra).Reserve(line.Person, slot: null, seats: null);
                await tenant.Roster(Algebra).Put(line);
            }));
        }

        var first = await In(tenant => tenant.RosterIndex(Algebra).Find(RosterQuery.All with { Words = "m", Size = 100 }));
        var last = await In(tenant => tenant.RosterIndex(Algebra).Find(RosterQuery.All with { Words = "m", Size = 100, After = "50" }));
        var both = await In(tenant => tenant.RosterIndex(Algebra).Find(RosterQuery.All with { Words = "m rarely" }));

        Assert.Equal((100, true, "150"), (first.Total, first.IsMore, first.Next));
        Assert.Equal(Enumerable.Range(150, 100).Reverse(), first.Lines.Select(line => line.Slot));
        Assert.Equal((50, true, null), (last.Total, last.IsMore, last.Next));
        Assert.Equal((3, false), (both.Total, both.IsMore));
        Assert.Equal(rare, both.Lines.Select(line => line.Slot));
        Assert.Equal(Enumerable.Range(0, students).Reverse(), await Slots(RosterQuery.All with { Words = "m", Size = 60 }));
    }

    [Fact]
    public async Task A_student_is_found_by_the_name_she_has_now_and_after_an_erasure_by_none()
    {
        var ada = Id<Person>.Parse("ada");
        await In(tenant => tenant.Person(ada).Create(
            new PersonAccount(ada, 0) { Name = "Ada Byron", Email = "a@b.example", NormalizedEmail = "a@b.example", Roles = [Role.Student], Language = "en" }, []));
        Assert.Equal(0, await Found("ada"));

        await In(tenant => tenant.Enrollment(ada, Algebra).Enroll());
        Assert.Equal((1, 1), (await Found("ada"), await Found("byron")));

        var account = (await In(tenant => tenant.Person(ada).Account(Grains.Purposes.PurposeUses.AccountChange)))!;
        await In(tenant => tenant.Person(ada).Save(account with { Name = "Ada Lovelace" }, []));
        await In(tenant => Run(() => tenant.Enrollment(ada, Algebra).Refresh()));
        Assert.Equal((1, 0, 1), (await Found("ada"), await Found("byron"), await Found("lovelace")));

        await In(tenant => Run(() => tenant.Enrollment(ada, Algebra).Forget()));
        Assert.Equal((0, 0), (await Found("ada"), await Found("lovelace")));
        Assert.Empty(await In(tenant => tenant.RosterWordSegment(Algebra, 0).Entries()));
    }

    private async Task<int> Found(string words) =>
        (await In(tenant => tenant.RosterIndex(Algebra).Find(RosterQuery.All with { Words = words }))).Total;

    private async Task Compare(SortedDictionary<int, RosterLine> lines, Random random)
    {
        foreach (var typed in new[] { "a", "ah", "ahma", "ali di", Name(random), Name(random), Name(random)[..3], "zzz" })
        {
            var words = TextFold.Fold(typed);
            var wanted = NameWords.Wanted(words);
            var expected = lines.Values.Where(line => wanted.All(word => NameWords.Has(NameWords.Fold(line.Name), word))).Select(line => line.Slot).ToList();

            // As it is usually asked, and in the orders that go through memory.
            Assert.Equal(Enumerable.Reverse(expected), wanted.IsEmpty ? Enumerable.Reverse(expected) : await Slots(RosterQuery.All with { Words = words, Size = 7 }));
            Assert.Equal(expected, (await Slots(RosterQuery.All with { Words = words, Sort = RosterSort.Name, Size = 1_000 })).Order());
        }
    }

    private async Task<List<int>> Slots(RosterQuery query)
    {
        var (slots, after) = (new List<int>(), default(string));

        do
        {
            var page = await In(tenant => tenant.RosterIndex(Algebra).Find(query with { After = after }));
            slots.AddRange(page.Lines.Select(line => line.Slot));
            after = page.Next;
            Assert.True(page.IsMore || after is not null || page.Total == slots.Count);
        }
        while (after is not null);

        return slots;
    }

    private static string Name(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(1, 4))
        .Select(_ => string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]))));

    private RosterLine Line(int slot, string name) => new(
        Person(slot), slot, name, silo.Time.Now, EnrollmentState.Active, null, "", silo.Time.Now, "", 0, 0, 0);

    private static Id<Person> Person(int number) => Id<Person>.Parse($"p{number:d4}");

    private static async Task<Done> Run(Func<Task> work)
    {
        await work();
        return Done.Value;
    }

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work);
}
