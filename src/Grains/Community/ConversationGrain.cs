using Darsgah.Grains.Courses;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Community;

[GrainType("community.conversation")]
internal sealed class ConversationGrain(
    [PersistentState("conversation", Storage.Person)] IPersistentState<ConversationRecord> record,
    TimeProvider clock) : Grain, IConversationGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private Id<Person> Student => Id<Person>.Parse(this.Key().Subject);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[1]);

    private string StudentsPath => $"/courses/{Course}/messages";

    private string TeachersPath => $"/courses/{Course}/messages/{Student}";

    // A row that a crash kept off a board gets there when the conversation is looked at next.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        record.State.Messages == 0 ? Task.CompletedTask : List();

    public async Task<ConversationPage> Read(int page)
    {
        var pages = record.State.Pages;
        page = page < 1 || page > pages ? pages : page;

        return new ConversationPage(
            record.State.Student, record.State.Messages == 0 ? [] : await Page(page).Posts(), page, pages);
    }

    public async Task<Outcome<PostPlace>> Send(Id<Post> id, Poster by, string student, string text)
    {
        if (PostText.Check(text) is { } refusal)
            return refusal;

        if (await Grains.Course(Course).Outline() is not { } course)
            return CourseErrors.NoSuchCourse(Course.Value);

        var post = Post.Of(id, by, text, clock.GetUtcNow());
        var page = record.State.Pages;

        // A form that is sent twice finds its message where the first one put it.
        if ((await Page(page).Posts()).Any(known => known.Id == id))
            return new PostPlace(id, page);

        var onPage = await Page(page).Put(post);

        if (onPage < 0)
            onPage = await Page(++page).Put(post);

        await this.Commit(record, record.State.Sent(post, student, page, onPage));
        await List();
        await Tell(post, course);

        return new PostPlace(id, page);
    }

    public Task<Outcome<Done>> Remove(PostPlace place, Id<Person> by) =>
        Change(place, post => post.Remove(by, clock.GetUtcNow()));

    public async Task<Outcome<Done>> Report(PostPlace place, Id<Person> by, string reason) =>
        reason.Trim().Length is 0 or > Community.Report.Longest
            ? CommunityErrors.ReasonMissing()
            : await Change(place, post => post.Reported(new Report(by, reason.Trim(), clock.GetUtcNow())), "community.reported");

    public Task<Outcome<Done>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool) => Change(
        place,
        post => post.Judged(judgement, new Verdict(TenantScope.Actor, reason.Trim(), clock.GetUtcNow()), runsSchool),
        ReportQueue.ActionOf(judgement));

    public async Task Forget()
    {
        if (record.State is not { Messages: > 0 } state)
            return;

        for (var page = 1; page <= state.Pages; page++)
        {
            foreach (var post in (await Page(page).Posts()).Where(post => !post.Reports.IsEmpty))
                await Page(page).Put(await Queue(page, post with { Reports = [] }));
        }

        await Grains.Conversations(Course).Take(Student.Value, state.OnCourse);
        await Grains.WaitingConversations(Course).Take(Student.Value, state.OnWaiting);
        await this.Commit(record, new ConversationRecord());
    }

    // Names only: nothing of a message leaves the product, and nobody's address is in what is told.
    private async Task Tell(Post post, CourseOutline course)
    {
        var news = NotificationEvent.Of(
            NotificationKind.Message, $"message.{post.Id}", post.By.Teaches ? StudentsPath : TeachersPath,
            ("course", course.Description.Title), ("name", post.By.Name));

        if (!post.By.Teaches)
            await Grains.TellTeachers(course, post.By.Person, news);
        else if (post.By.Person != Student)
            await Grains.Notifications(Student).Tell(news);
    }

    private async Task<Outcome<Done>> Change(PostPlace place, Func<Post, Outcome<Post>> change, string? action = null)
    {
        if (place.Page < 1 || place.Page > record.State.Pages
            || (await Page(place.Page).Posts()).FirstOrDefault(known => known.Id == place.Post) is not { } post)
            return CommunityErrors.NoSuchPost();

        if (!change(post).Succeeded(out var next, out var refusal))
            return refusal;

        if (next == post)
            return Done.Value;

        next = await Queue(place.Page, next);
        await Page(place.Page).Put(next);

        if (action is not null)
        {
            var row = new AuditRow(action, TenantScope.Actor, place.Post.Value, clock.GetUtcNow(), this.Key().Name);
            await this.Commit(record, record.State, new Effects { Audit = [row] });
        }

        await next.TellVerdict(post, Grains, Course, PathOf(next.By.Teaches ? TeachersPath : StudentsPath, place));
        return Done.Value;
    }

    private Task<Post> Queue(int page, Post post) => post.Queued(Grains, Course, new BoardRow(
        post.Id.Value, BoardKind.Conversation, "", post.By.Name, post.At, PathOf(TeachersPath, new(post.Id, page))));

    private static string PathOf(string conversation, PostPlace place) =>
        $"{conversation}?page={place.Page.ToString(CultureInfo.InvariantCulture)}#p-{place.Post}";

    private async Task List()
    {
        var state = record.State;
        var row = new BoardRow(Student.Value, BoardKind.Conversation, "", state.Student, state.LastAt, TeachersPath) { Replies = state.Messages };
        var waiting = Grains.WaitingConversations(Course);

        if (!state.Waits)
            await waiting.Take(row.Id, state.OnWaiting);

        await this.Commit(record, state with
        {
            OnCourse = await Grains.Conversations(Course).Put(row, state.OnCourse),
            OnWaiting = state.Waits ? await waiting.Put(row, state.OnWaiting) : 0,
        });
    }

    private IMessageSegmentGrain Page(int number) => Grains.Messages(Student, Course, number);
}

[GrainType("community.message_segment")]
internal sealed class MessageSegmentGrain(
    [PersistentState("segment", Storage.Person)] IPersistentState<PostSegment> segment) : Grain, IMessageSegmentGrain
{
    public Task<ImmutableArray<Post>> Posts() => Task.FromResult(segment.State.Posts);

    public async Task<int> Put(Post post)
    {
        if (segment.State.With(post) is not { } next)
            return -1;

        await this.Commit(segment, next);
        return next.Posts.Length;
    }
}
