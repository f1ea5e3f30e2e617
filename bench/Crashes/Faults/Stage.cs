using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;

namespace Darsgah.Crashes.Faults;

/// <summary>A data folder on which each of fifteen operations is the next thing to do, to be put up again and again.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Ground ground = new();
    private readonly List<(string Name, Func<Deed> Deed)> acts = [];

    private Stage() => Place = ground.Place(Post);

    public PostOffice Post { get; } = new();

    public Place Place { get; }

    public Seed Seed { get; private set; } = null!;

    /// <summary>A file beside the data.</summary>
    public string Trace => Path.Combine(ground.Root, "trace");

    /// <summary>The operations by name. Each call gives a browser of its own, as it was when the stage was set.</summary>
    public IReadOnlyList<(string Name, Func<Deed> Deed)> Acts => acts;

    private string Kept => Path.Combine(ground.Root, "kept");

    public static async Task<Stage> Set()
    {
        var stage = new Stage();

        await using (var witness = await Witness.Open(stage.Place))
            await stage.Fill(witness);

        Ground.Copy(stage.Place.Folder, stage.Kept);
        return stage;
    }

    /// <summary>Puts the data back as it was.</summary>
    public void Reset()
    {
        Directory.Delete(Place.Folder, recursive: true);
        Ground.Copy(Kept, Place.Folder);
    }

    public void Dispose()
    {
        Post.Dispose();
        ground.Dispose();
    }

    private async Task Fill(Witness witness)
    {
        Seed = await Seed.Plant(witness);
        var office = new Office(Place, Seed.SchoolKey, Seed.OperatorKey);
        await office.SaveDraft(1).Do();

        var newcomer = new Student(Place, Post, "new@north.example");
        acts.Add(("sign-up", () => newcomer.Copy().SignUp));
        await Add("confirmation", student => student.Confirm, student => [student.SignUp]);
        await Add("sign-in", student => student.SignIn, student => [student.SignUp, student.Confirm]);
        await Add("withdrawal", student => student.Withdraw, student => [student.SignUp, student.Confirm]);
        await Add("consent", student => student.Accept, student => [student.SignUp, student.Confirm, student.Withdraw]);
        await Add("enrolment", student => student.Enrol(Seed.Course), student => [student.SignUp, student.Confirm]);
        await Add("progress", student => student.Finish("one"), student => [student.SignUp, student.Confirm, student.Enrol(Seed.Course)]);
        await Add("certificate", student => student.Certificate, student =>
            [student.SignUp, student.Confirm, student.Enrol(Seed.Course), .. Seed.Lessons.Select(student.Finish)]);
        await Add("cookie-answer", student => student.AnswerCookies, student => [student.SignUp, student.Confirm]);
        await Add("attempt", student => student.EndAttempt, student =>
            [student.SignUp, student.Confirm, student.Enrol(Seed.Exercises), student.Answer]);
        await Add("hand-in", student => student.HandIn, student =>
            [student.SignUp, student.Confirm, student.Enrol(Seed.Exercises), student.AddFile]);
        acts.Add(("save draft", () => office.SaveDraft(2)));
        acts.Add(("publish", () => office.Publish(1)));
        acts.Add(("make course", () => office.MakeCourse(1)));
        acts.Add(("make school", () => office.MakeSchool("school-1")));
    }

    private async Task Add(string name, Func<Student, Deed> act, Func<Student, Deed[]> before)
    {
        var student = new Student(Place, Post, $"{name}@north.example");

        foreach (var deed in before(student))
            await deed.Do();

        // Nothing of it is left to be delivered.
        await Post.Wait(student.Email, 1, CancellationToken.None);
        acts.Add((name, () => act(student.Copy())));
    }
}
