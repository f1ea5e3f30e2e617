using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What people of a course say to each other.</summary>
internal sealed partial class Planter
{
    private Task<ReviewPage> Talk() => In(async grains =>
    {
        var lesson = Id<Lesson>.Parse(planted.Own(Kind.Lesson));
        var fellow = planted.People[Role.Instructor].Id;
        var rules = CommunityRules.Unset with { Name = ShownName.Chosen, Notices = Each("community.notice") };
        planted.Written.Add(rules);
        var edition = Made(await grains.Community.Change(rules)).Edition;

        // Names that people chose for it, which others see.
        var (student, teacher) = (
            await Poster(Role.Student, "community.student", teaches: false), await Poster(Role.Owner, "community.teacher", teaches: true));

        var asked = NewPost();
        planted.Add(Kind.Question, asked.Value);
        var question = grains.Question(OwnCourse, lesson, asked);
        Made(await question.Ask(student, planted.Plant("question.title"), planted.Plant("question.text")));
        Made(await question.Reply(NewPost(), teacher, planted.Plant("question.reply")));
        Made(await question.Vote(new PostPlace(asked, 0), fellow, up: true));
        Made(await question.Report(new PostPlace(asked, 0), fellow, planted.Plant("question.report")));
        await grains.CommunityPlace(fellow, OwnCourse).NoteVote(asked, up: true);
        await grains.CommunityPlace(student.Person, OwnCourse).NotePost(new NotedPost(lesson, asked, new PostPlace(asked, 0)));

        var conversation = grains.Conversation(student.Person, OwnCourse);
        Made(await conversation.Send(NewPost(), student, student.Name, planted.Plant("Student.message")));
        Made(await conversation.Send(NewPost(), teacher, student.Name, planted.Plant("Student.message.reply")));
        Made(await conversation.Send(NewPost(), student, student.Name, planted.Plant("Student.message.last")));

        Made(await grains.Announcements(OwnCourse).Announce(NewPost(), teacher, planted.Plant("announcement.title"), planted.Plant("announcement.text")));

        var reviews = grains.Reviews(OwnCourse);
        var review = Made(await reviews.Write(NewPost(), student, 4, planted.Plant("review.text")));
        Made(await reviews.Answer(new PostPlace(review.Post.Id, 1), NewPost(), teacher, planted.Plant("review.answer")));
        Made(await reviews.Report(new PostPlace(review.Post.Id, 1), fellow, planted.Plant("review.report")));
        return await reviews.Read(1);

        async Task<Poster> Poster(Role role, string name, bool teaches)
        {
            var poster = new Poster(planted.People[role].Id, planted.Plant(name), teaches);
            var notice = planted.Plant($"{name}.notice");
            Made(await grains.CommunityMember(poster.Person).Confirm(edition, "en", notice, poster.Name, "/courses"));
            Made(await grains.CommunityMember(poster.Person).Take());
            return poster;
        }
    });

    private Id<Post> NewPost()
    {
        var post = Id<Post>.New(site.Clock);
        planted.Add(Kind.Post, post.Value);
        return post;
    }
}
