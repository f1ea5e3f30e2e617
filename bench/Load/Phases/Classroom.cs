using System.Collections.Concurrent;
using System.Text;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>Students who have signed in, their way through all lessons, and what they have finished.</summary>
internal sealed class Classroom
{
    private readonly ConcurrentQueue<int[]> done = new();
    private readonly List<(string Cookies, string Form)> students = [];
    private readonly Plan plan;

    private Classroom(Plan plan) => this.plan = plan;

    /// <summary>Student, course and lesson of every answered finish.</summary>
    public int[][] Done => [.. done];

    public static string Path(int course, int lesson) => $"/courses/{Seed.Course(course)}/lessons/{Seed.Lesson(lesson)}";

    /// <summary>Signs everybody in: as many as there are callers, and as many again whose lessons are for the compiler.</summary>
    public static async Task<Classroom> Open(Plan plan, int port)
    {
        var classroom = new Classroom(plan);

        for (var number = 1; number <= 2 * plan.Callers; number++)
        {
            using var student = await Student.SignIn(port, Seed.Host(1), Seed.Email(number), Seed.Password);

            // The form first: its page may give her another cookie.
            var form = await student.FormOf(Path(1, 1));
            classroom.students.Add((student.Cookies, form));
        }

        return classroom;
    }

    /// <summary>The cookies of a student, numbered from 1.</summary>
    public string Cookies(int student) => students[student - 1].Cookies;

    /// <summary>All lessons of all courses, each once.</summary>
    public IEnumerator<(byte[] Page, byte[] Mark, byte[] Finish, Action Done)> Way(int student)
    {
        var (cookies, form) = students[student - 1];

        for (var course = 1; course <= plan.Courses; course++)
        {
            for (var lesson = 1; lesson <= plan.Lessons; lesson++)
            {
                int[] finished = [student, course, lesson];

                yield return (
                    Wire.Get(Seed.Host(1), Path(course, lesson), cookies),
                    Encoding.UTF8.GetBytes(Seed.LessonTitle(course, lesson)),
                    Wire.Post(Seed.Host(1), Path(course, lesson), cookies, form),
                    () => done.Enqueue(finished));
            }
        }
    }

    /// <summary>Her lessons for ever; what is finished twice is not counted.</summary>
    public IEnumerator<(byte[] Page, byte[] Mark, byte[] Finish, Action Done)> Again(int student)
    {
        while (true)
        {
            for (var way = Way(student); way.MoveNext();)
                yield return way.Current with { Done = () => { } };
        }
    }
}
