using Darsgah.Grains.Notifications;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Community;

[GrainType("community.question")]
internal sealed class QuestionGrain(
    [PersistentState("question", Storage.School)] IPersistentState<QuestionRecord> record,
    TimeProvider clock) : Grain, IQuestionGrain
{
    private TenantGrains Grains => this.Neighbours(GrainFactory);

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[0]);

    private Id<Lesson> Lesson => Id<Lesson>.Parse(this.Key().Parts[1]);

    private Id<Post> Id => Id<Post>.Parse(this.Key().Parts[2]);

    // A row that a crash kept off a board gets there when the question is looked at next.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        record.State.Question is null ? Task.CompletedTask : List();

    public async Task<Outcome<Question>> Ask(Poster by, string title, string text)
    {
        var asked = await Record(record.State.Ask(Course, Lesson, Post.Of(Id, by, text, clock.GetUtcNow()), title));

        if (!asked.Succeeded(out var question, out _))
            return asked;

        await Note(by.Person, new(Id, Page: 0));

        if (!by.Teaches && await Grains.Course(Course).Outline() is { } course)
        {
            await Grains.TellTeachers(course, by.Person, NotificationEvent.Of(
                NotificationKind.Asked, $"asked.{Id}", question.Path, ("course", course.Description.Title), ("title", question.Title), ("name", by.Name)));
        }

        return asked;
    }

    public async Task<QuestionThread?> Thread(int page)
    {
        if (record.State.Question is not { } question)
            return null;

        page = Math.Clamp(page, 1, question.Pages);
        var replies = question.Replies == 0 ? [] : await Page(page).Posts();
        var answer = question.Accepted is not { } place ? null
            : place.Page == page ? replies.FirstOrDefault(reply => reply.Id == place.Post)
            : await Find(place);

        return new QuestionThread(question, replies, page, answer);
    }

    public Task<Outcome<Question>> Edit(Id<Person> by, string title, string text) =>
        Record(record.State.Edit(by, title, text, clock.GetUtcNow()));

    public async Task<Outcome<PostPlace>> Reply(Id<Post> id, Poster by, string text)
    {
        if (record.State.Question is not { } question)
            return CommunityErrors.NoSuchPost();

        if (!question.Post.IsShown)
            return CommunityErrors.Gone();

        if (PostText.Check(text) is { } refusal)
            return refusal;

        var reply = Post.Of(id, by, text, clock.GetUtcNow());
        var page = question.Pages;

        // A form that is sent twice finds its reply where the first one put it.
        if (await Find(new(id, page)) is not null)
        {
            await Note(by.Person, new(id, page));
            return new PostPlace(id, page);
        }

        var onPage = await Page(page).Put(reply);

        if (onPage < 0)
            onPage = await Page(++page).Put(reply);

        await Note(by.Person, new(id, page));

        await Keep(record.State.Replied(reply, page, onPage));

        if (by.Person != question.Post.By.Person)
        {
            await Grains.Notifications(question.Post.By.Person).Tell(NotificationEvent.Of(
                NotificationKind.Answered, $"reply.{id}", PathOf(new(id, page)),
                ("title", question.Title), ("name", by.Name)));
        }

        return new PostPlace(id, page);
    }

    public Task<Outcome<Question>> EditReply(PostPlace place, Id<Person> by, string text) =>
        Change(place, reply => reply.Edit(by, text, clock.GetUtcNow()));

    public Task<Outcome<Question>> Remove(PostPlace place, Id<Person> by) =>
        Change(place, post => post.Remove(by, clock.GetUtcNow()));

    public async Task<Outcome<Question>> Accept(PostPlace place, Poster by, bool accepted) =>
        place.Page > 0 && await Find(place) is { } reply
            ? await Record(record.State.Accept(place, reply, by, accepted))
            : CommunityErrors.NoSuchPost();

    public async Task<Outcome<int>> Vote(PostPlace place, Id<Person> by, bool up)
    {
        if (await Find(place) is not { } post)
            return CommunityErrors.NoSuchPost();

        if (post.By.Person == by)
            return CommunityErrors.OwnPost();

        if (!post.IsShown)
            return CommunityErrors.Gone();

        var part = Voters.PartOf(by);
        var count = await Grains.Votes(Course, Lesson, Id, place.Post, part).Set(by, up);

        if (count < 0)
            return CommunityErrors.VotesFull();

        var parts = post.VoteParts.IsEmpty ? [.. new int[Voters.Parts]] : post.VoteParts;
        var counted = parts[part] == count ? post : post with { VoteParts = parts.SetItem(part, count) };
        await Put(place, counted);

        return counted.Votes;
    }

    public async Task<Outcome<Question>> Report(PostPlace place, Id<Person> by, string reason) =>
        reason.Trim().Length is 0 or > Community.Report.Longest
            ? CommunityErrors.ReasonMissing()
            : await Change(place, post => post.Reported(new Report(by, reason.Trim(), clock.GetUtcNow())), "community.reported");

    public Task<Outcome<Question>> Judge(PostPlace place, Judgement judgement, string reason, bool runsSchool) => Change(
        place,
        post => post.Judged(judgement, new Verdict(TenantScope.Actor, reason.Trim(), clock.GetUtcNow()), runsSchool),
        ReportQueue.ActionOf(judgement));

    public async Task Forget(PostPlace place, Id<Person> by)
    {
        if (await Find(place) is not { } post || post.By.Person != by)
            return;

        var next = await Queue(place, post.Forgotten(clock.GetUtcNow()));

        if (place.Page == 0)
            await Keep(record.State.Forgotten(next));
        else
            await Put(place, next);
    }

    // So that what she wrote is found again, for her and when she goes.
    private Task Note(Id<Person> person, PostPlace place) =>
        Grains.CommunityPlace(person, Course).NotePost(new NotedPost(Lesson, Id, place));

    private async Task<Outcome<Question>> Change(PostPlace place, Func<Post, Outcome<Post>> change, string? action = null)
    {
        if (await Find(place) is not { } post)
            return CommunityErrors.NoSuchPost();

        if (!change(post).Succeeded(out var next, out var refusal))
            return refusal;

        var row = action is null || next == post ? null
            : new AuditRow(action, TenantScope.Actor, place.Post.Value, clock.GetUtcNow(), this.Key().Name);
        next = await Queue(place, next);
        await Put(place, next, row);
        await next.TellVerdict(post, Grains, Course, PathOf(place));

        return record.State.Question!;
    }

    private Task<Post> Queue(PostPlace place, Post post)
    {
        var question = record.State.Question!;

        return post.Queued(Grains, Course, new BoardRow(
            post.Id.Value, place.Page == 0 ? BoardKind.Question : BoardKind.Reply, question.Title, post.By.Name, post.At, PathOf(place))
        {
            Votes = post.Votes,
        });
    }

    private string PathOf(PostPlace place) => place.Page == 0
        ? record.State.Question!.Path
        : $"{record.State.Question!.Path}?page={place.Page.ToString(CultureInfo.InvariantCulture)}#p-{place.Post}";

    private async Task<Post?> Find(PostPlace place) =>
        record.State.Question is not { } question ? null
        : place.Page == 0 ? place.Post == question.Post.Id ? question.Post : null
        : place.Page < 0 || place.Page > question.Pages ? null
        : (await Page(place.Page).Posts()).FirstOrDefault(reply => reply.Id == place.Post);

    private async Task Put(PostPlace place, Post post, AuditRow? row = null)
    {
        if (place.Page == 0)
        {
            await Keep(record.State.With(post), row);
            return;
        }

        await Page(place.Page).Put(post);
        await Keep(record.State.Changed(place, post), row);
    }

    private async Task<Outcome<Question>> Record(Outcome<QuestionRecord> decision)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        await Keep(next);
        return next.Question!;
    }

    private async Task Keep(QuestionRecord next, AuditRow? row = null)
    {
        await this.Commit(record, next, row is null ? null : new Effects { Audit = [row] });
        await List();
    }

    private async Task List()
    {
        var (state, question) = (record.State, record.State.Question!);

        // What was removed or hidden is not read in a list either.
        var row = new BoardRow(
            question.Post.Id.Value, BoardKind.Question, question.Post.IsShown ? question.Title : "", question.Post.By.Name, question.Post.At, question.Path)
        {
            Replies = question.Replies,
            Votes = question.Post.Votes,
            Answered = question.Accepted is not null || question.TeacherReplied,
            IsAway = !question.Post.IsShown,
        };
        var open = Grains.OpenQuestions(Course);

        if (!question.IsOpen)
            await open.Take(row.Id, state.OnOpen);

        await this.Commit(record, state with
        {
            OnLesson = await Grains.LessonQuestions(Course, Lesson).Put(row, state.OnLesson),
            OnCourse = await Grains.CourseQuestions(Course).Put(row, state.OnCourse),
            OnOpen = question.IsOpen ? await open.Put(row, state.OnOpen) : 0,
        });
    }

    private IPostSegmentGrain Page(int number) => Grains.Replies(Course, Lesson, Id, number);
}
