using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Grains.Tests.Community;

/// <summary>Reviews over real files: one a person, counted once, whatever happens to them.</summary>
public sealed class ReviewTests : IAsyncLifetime
{
    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_person_has_one_review_and_a_second_one_takes_its_place()
    {
        await Write(1, Writers.Ada, 2, "Too fast.");
        await Write(2, Writers.Bashir, 5, "Good.");
        await silo.Restart();
        await Write(3, Writers.Ada, 4, "Better the second time.");

        var page = await In(reviews => reviews.Read(1));

        Assert.Equal([("Bashir", 5), ("Ada", 4)], page.Reviews.Select(review => (review.Post.By.Name, review.Stars)));
        Assert.Equal((2, 4.5m), (page.Rating.Count, page.Rating.Average));
        Assert.Equal(page.Rating, (await silo.In(school, tenant => tenant.Ratings.All())).Of(Writers.Course));
    }

    [Fact]
    public async Task What_is_hidden_or_removed_counts_no_more_and_comes_back_when_it_is_restored()
    {
        await Write(1, Writers.Ada, 1, "Bad.");
        await Write(2, Writers.Bashir, 5, "Good.");
        var place = new PostPlace(Writers.Id(1), 1);

        await In(reviews => reviews.Judge(place, Judgement.Hide, "An insult.", runsSchool: false));
        var hidden = await In(reviews => reviews.Rating());
        var changed = await Write(3, Writers.Ada, 5, "Very good.");
        await In(reviews => reviews.Judge(place, Judgement.Restore, "It was none.", runsSchool: false));
        var restored = await In(reviews => reviews.Rating());
        await In(reviews => reviews.Remove(Writers.Ada.Person));
        var removed = await In(reviews => reviews.Rating());
        await Write(4, Writers.Ada, 3, "Once more.");

        Assert.Equal((new Rating(1, 5), "community.gone", new Rating(2, 6), new Rating(1, 5)), (hidden, changed.Error!.Code, restored, removed));
        Assert.Equal(new Rating(2, 8), await In(reviews => reviews.Rating()));
    }

    [Fact]
    public async Task A_hidden_review_does_not_come_back_by_taking_it_away_and_writing_it_again()
    {
        await Write(1, Writers.Ada, 1, "Rude words.");
        await In(reviews => reviews.Judge(new PostPlace(Writers.Id(1), 1), Judgement.Hide, "An insult.", runsSchool: false));

        var removed = await In(reviews => reviews.Remove(Writers.Ada.Person));
        var again = await Write(2, Writers.Ada, 1, "Rude words.");

        Assert.Equal(("community.gone", "community.gone"), (removed.Error!.Code, again.Error!.Code));
        Assert.Equal(Rating.None, await In(reviews => reviews.Rating()));
    }

    [Fact]
    public async Task Reviews_beyond_a_page_are_on_the_next_newest_first()
    {
        for (var number = 1; number <= 23; number++)
            await Write(number, new Poster(Id<Person>.Parse($"p{number}"), $"P{number}", Teaches: false), 5, "Good.");

        var pages = new[] { await In(reviews => reviews.Read(1)), await In(reviews => reviews.Read(2)), await In(reviews => reviews.Read(3)) };

        Assert.Equal([3, 10, 10], pages.Select(page => page.Reviews.Length));
        Assert.Equal(Enumerable.Range(1, 23).Reverse().Select(Writers.Id), pages.SelectMany(page => page.Reviews).Select(review => review.Post.Id));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task Stars_are_one_to_five(int stars) =>
        Assert.Equal("community.stars_bad", (await Write(1, Writers.Ada, stars, "Well.")).Error!.Code);

    [Fact]
    public async Task Only_a_teacher_answers()
    {
        await Write(1, Writers.Ada, 2, "Too fast.");
        var place = new PostPlace(Writers.Id(1), 1);

        var student = await In(reviews => reviews.Answer(place, Writers.Id(9), Writers.Bashir, "No."));
        await In(reviews => reviews.Answer(place, Writers.Id(9), Writers.Nadia, "It is slower now."));

        Assert.Equal("community.not_a_teacher", student.Error!.Code);
        Assert.Equal("It is slower now.", Assert.Single((await In(reviews => reviews.Read(1))).Reviews).Answer!.Text);
    }

    private Task<Outcome<Review>> Write(int number, Poster by, int stars, string text) =>
        In(reviews => reviews.Write(Writers.Id(number), by, stars, text));

    private Task<T> In<T>(Func<IReviewsGrain, Task<T>> work) => silo.In(school, tenant => work(tenant.Reviews(Writers.Course)));
}
