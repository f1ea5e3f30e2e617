using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>A lesson's draft and its newest version.</summary>
public class LessonRecordTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_stored_before_there_were_versions_is_read_as_version_one_and_stays_it_while_it_is_edited()
    {
        var old = new LessonRecord { Content = Content("Of old.") };

        var edited = old.Put(Content("Newer."));

        Assert.Equal((1, "Of old."), (old.Newest!.Version, old.Newest.Content.Markdown));
        Assert.Equal((1, "Of old."), (edited.Newest!.Version, edited.Newest.Content.Markdown));
        Assert.Equal((2, "Newer."), (edited.Publish(Monday).Newest!.Version, edited.Publish(Monday).Newest!.Content.Markdown));
    }

    [Fact]
    public void A_draft_is_no_version()
    {
        var draft = new LessonRecord().Put(Content("Not yet."));

        Assert.Null(draft.Newest);
        Assert.Equal(1, draft.Publish(Monday).Newest!.Version);
    }

    [Fact]
    public void Publishing_what_is_published_makes_no_new_version_whatever_the_kind()
    {
        LessonContent Live() => Content("See you.") with
        {
            Kind = LessonKind.Live,
            Live = new LessonLive(Monday, 60, "https://meet.example/room"),
        };

        var published = new LessonRecord().Put(Live()).Publish(Monday);
        var again = published.Put(Live());

        Assert.Same(again, again.Publish(Monday.AddDays(1)));
        Assert.Equal(2, again.Put(Live() with { Live = Live().Live! with { Minutes = 90 } }).Publish(Monday).Newest!.Version);
    }

    private static LessonContent Content(string markdown) => new(Id<Lesson>.Parse("one"), "One", markdown);
}
