using System.Collections.Immutable;
using System.Globalization;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;
using Darsgah.Silo.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Groups and links into the course, and one student's whole way through it.</summary>
internal sealed partial class Planter
{
    private PersonAccount Student => planted.People[Role.Student];

    private Task<CourseInvitation> Teach() => In(async grains =>
    {
        for (var number = 1; number <= most; number++)
        {
            var name = planted.Plant(Numbered("cohort.name", number));

            // Of what is counted from one, the last is what another school does not have.
            planted.Ids[Kind.Cohort] = [Made(await grains.Cohorts(OwnCourse).Put("", name, new DateOnly(2026, 2, 1))).Id];
        }

        var terms = new CertificateTerms(12, Signatory: planted.Plant("terms.signatory"), SignatoryRole: planted.Plant("terms.role"));
        planted.Written.Add(terms);
        Made(await grains.CertificateTerms(OwnCourse).Change(terms));
        Made(await grains.LearningRules.Change(new LearningRules(80)));

        var code = InvitationCodes.New();
        planted.Add(Kind.Invitation, code);
        planted.Add(Kind.InvitationPrint, InvitationCodes.FingerprintOf(code));
        return Made(await grains.Invitations(OwnCourse).Make(new MakeInvitation(InvitationCodes.FingerprintOf(code), "", 30, 5)));
    });

    // And somebody who is in the course with her.
    private async Task Learn()
    {
        await In(async grains => Made(await grains.Enrollment(planted.People[Role.Instructor].Id, OwnCourse).Enroll()));
        await In(async grains =>
        {
            var enrollment = grains.Enrollment(Student.Id, OwnCourse);
            Made(await enrollment.Admit(new Admission(ByStaff: true, planted.Own(Kind.Cohort))));

            foreach (var lesson in (await grains.Course(OwnCourse).Outline())!.Lessons)
            {
                switch (lesson.Kind)
                {
                    case LessonKind.Quiz:
                        await Answer(grains.QuizBook(Student.Id, OwnCourse, lesson.Id));
                        break;

                    case LessonKind.Assignment:
                        await HandIn(grains.SubmissionBook(Student.Id, OwnCourse, lesson.Id), lesson.Id);
                        break;

                    case LessonKind.Video:
                        await grains.Watching(Student.Id, OwnCourse, lesson.Id).Report(
                            new WatchReport([new WatchedSpan(0, 600)], 600, 600, 80, IsLast: true, Id<MediaFile>.Parse(planted.Ids[Kind.File][0])));
                        Made(await enrollment.CompleteLesson(lesson.Id, CompletedBy.Watching));
                        break;

                    default:
                        Made(await enrollment.CompleteLesson(lesson.Id, CompletedBy.Reading));
                        break;
                }
            }

            var byHand = new GradeByHand(Id<Lesson>.Parse(planted.Own(Kind.Lesson)), 1, 2, Passed: true, planted.Plant("Student.by_hand"));
            planted.Written.Add(byHand);
            Made(await enrollment.GradeByHand(byHand));

            var notes = grains.StudyNotes(Student.Id, OwnCourse);
            Made(await notes.Write(Id<Lesson>.Parse(planted.Own(Kind.Lesson)), planted.Plant("Student.note")));
            Made(await notes.Mark(Id<Lesson>.Parse(planted.Own(Kind.Lesson)), marked: true));

            // Words of names are kept from the first search on.
            await grains.RosterIndex(OwnCourse).Find(RosterQuery.All with { Words = Student.Name });

            // The first is called in when it is written again.
            planted.Add(Kind.Certificate, Made(await enrollment.Award(Student.Name)).Code);
            var certificate = Made(await enrollment.Reissue(Student.Name));
            planted.Ids[Kind.Certificate].Insert(0, certificate.Code);
            return certificate;
        }, Student.Id.Value);
    }

    private async Task Answer(IQuizBookGrain book)
    {
        for (var number = 1; number <= most; number++)
        {
            var answer = new AnswerToSave(planted.Ids[Kind.QuizQuestion][2], [planted.Plant(Numbered("Student.answer", number))], 0);
            var feedback = planted.Plant(Numbered("Student.answer.feedback", number));
            planted.Written.Add(answer);
            Made(await book.Start());
            Made(await book.Save(number, [answer]));
            Made(await book.Submit(number));
            Made(await book.Grade(number, answer.Question, 1, feedback));
        }
    }

    private async Task HandIn(ISubmissionBookGrain book, Id<Lesson> lesson)
    {
        for (var number = 1; number <= most; number++)
        {
            await Draft(number);
            var desk = Made(await book.Desk());
            Made(await book.HandIn(new HandIn(number, desk.Version, desk.Draft.Revision)));
            var grade = new GradeWork(
                number, 0, 0, Of("level"), Of(planted.Plant(Numbered("Student.work.remark", number))),
                planted.Plant(Numbered("Student.work.feedback", number)));
            planted.Written.Add(grade);
            Made(await book.Grade(grade));
        }

        // And what she has begun.
        await Draft(most + 1);

        async Task Draft(int number)
        {
            var draft = new SaveDraft(number, planted.Plant(Numbered("Student.work.text", number)), 0);
            planted.Written.Add(draft);
            Made(await book.Save(draft));
            var file = await HandedFile(lesson, Numbered("Student.work.file", number));
            Made(await book.AddFile(number, file));
            planted.Ids.TryAdd(Kind.HandedFile, []);
            planted.Ids[Kind.HandedFile].Insert(number > most ? planted.Ids[Kind.HandedFile].Count : 0, file.Id);
        }

        static ImmutableDictionary<string, string> Of(string value) =>
            ImmutableDictionary.Create<string, string>(StringComparer.Ordinal).Add("criterion", value);
    }

    private async Task<HandedFile> HandedFile(Id<Lesson> lesson, string place)
    {
        var files = site.Services.GetRequiredService<PersonFiles>();
        var arriving = new UnsettledFile(Student.Id, Id<StoredFile>.New(site.Clock), OwnCourse, lesson);
        var content = System.Text.Encoding.UTF8.GetBytes(planted.Plant($"{place}.content"));

        using (var file = await files.Grow(School.Id, arriving))
        {
            await file.Take(new MemoryStream(content), content.Length, CancellationToken.None);
            await file.Sync();
        }

        files.Complete(School.Id, Student.Id, arriving.File);
        files.Settle(School.Id, arriving);
        return new HandedFile(
            arriving.File.Value, planted.Plant($"{place}.name", token => $"{token}.txt"), "text/plain", content.Length,
            new string('0', 64), site.Clock.GetUtcNow());
    }

    private static string Numbered(string place, int number) => $"{place}.{number.ToString(CultureInfo.InvariantCulture)}";
}
