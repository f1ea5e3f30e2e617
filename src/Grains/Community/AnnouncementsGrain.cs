using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Community;

[GrainType("community.announcements")]
internal sealed class AnnouncementsGrain(
    [PersistentState("announcements", Storage.School)] IPersistentState<AnnouncementsRecord> record,
    TimeProvider clock) : Grain, IAnnouncementsGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    public async Task<AnnouncementPage> Read(int page)
    {
        var pages = record.State.Pages;
        page = Math.Clamp(page, 1, pages);

        return new AnnouncementPage(
            record.State.Count == 0 ? [] : [.. (await Segment(SegmentOf(page)).Posts()).Reverse()], page, pages);
    }

    public async Task<Outcome<Post>> Announce(Id<Post> id, Poster by, string title, string text)
    {
        if (!by.Teaches)
            return CommunityErrors.NotATeacher();

        if ((PostText.CheckTitle(title) ?? PostText.Check(text)) is { } refusal)
            return refusal;

        var post = Post.Of(id, by, text, clock.GetUtcNow()) with { Title = CardNumbers.Mask(title.Trim()) };
        var segment = record.State.Pages;

        // A form that is sent twice says it once; what was cut off before anybody was told is told by the second.
        if ((await Segment(segment).Posts()).FirstOrDefault(known => known.Id == id) is { } said)
        {
            post = said;
        }
        else
        {
            var count = await Segment(segment).Put(post);

            if (count < 0)
                count = await Segment(++segment).Put(post);

            var row = new AuditRow("community.announced", TenantScope.Actor, id.Value, post.At, Course.Value);
            await this.Commit(
                record, new AnnouncementsRecord { Count = ((segment - 1) * PostSegment.Most) + count }, new Effects { Audit = [row] });
        }

        var course = await Grains.Course(Course).Outline();
        await Grains.AnnouncementDelivery(Course, id).Begin(new AnnouncementNews(course?.Description.Title ?? Course.Value, post.Title, by.Person));

        return post;
    }

    public async Task<Outcome<Done>> Remove(Id<Post> id, int page, Poster by)
    {
        if (!by.Teaches)
            return CommunityErrors.NotATeacher();

        if (page < 1 || page > record.State.Pages
            || (await Segment(SegmentOf(page)).Posts()).FirstOrDefault(known => known.Id == id) is not { } post)
            return CommunityErrors.NoSuchPost();

        await Grains.AnnouncementDelivery(Course, id).Stop();

        if (post.RemovedAt is null)
        {
            await Segment(SegmentOf(page)).Put(post with { RemovedAt = clock.GetUtcNow() });
            var row = new AuditRow("community.announcement_removed", TenantScope.Actor, id.Value, clock.GetUtcNow(), Course.Value);
            await this.Commit(record, record.State, new Effects { Audit = [row] });
        }

        return Done.Value;
    }

    private int SegmentOf(int page) => record.State.Pages + 1 - page;

    private IPostSegmentGrain Segment(int number) => Grains.AnnouncementSegment(Course, number);
}
