using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Media;

/// <summary>Pictures in the questions of a quiz, and in what is said of the answers, are the lesson's as those in its text are.</summary>
public class QuizPictureTests
{
    private static readonly Id<MediaFile> Asked = Id<MediaFile>.Parse("asked");
    private static readonly Id<MediaFile> Said = Id<MediaFile>.Parse("said");

    private static readonly LessonContent Lesson = new(Id<Lesson>.Parse("test"), "Test", "![Text](/media/text)")
    {
        Kind = LessonKind.Quiz,
        Quiz = new Quiz { Questions = [new() { Id = "one", Text = "What is this? ![?](/media/asked)", Feedback = "This: ![!](/media/said)" }] },
    };

    [Fact]
    public void They_are_among_its_files() =>
        Assert.Equal([Id<MediaFile>.Parse("text"), Asked, Said], LessonMedia.FilesOf(Lesson));

    [Fact]
    public void A_copy_shows_its_own()
    {
        var copy = new CourseCopy(new CourseDescription(Id<Course>.Parse("algebra"), "en", "Algebra", "", "", "", Published: true), [], [], [Lesson]);

        var shown = copy.Showing(new Dictionary<Id<MediaFile>, Id<MediaFile>> { [Asked] = Id<MediaFile>.Parse("other"), [Said] = Id<MediaFile>.Parse("another") });

        var question = shown.Contents[0].Quiz!.Questions[0];
        Assert.Equal(("What is this? ![?](/media/other)", "This: ![!](/media/another)"), (question.Text, question.Feedback));
    }
}
