using System.Collections.Concurrent;
using Darsgah.Crashes.Product;

namespace Darsgah.Crashes.Town;

/// <summary>Everybody who uses the product at once, until it is killed; and a list of what it confirmed to them.</summary>
/// <remarks>The list is kept here, outside the product. Whoever is cut off goes on where she was, after the next start.</remarks>
internal sealed class Crowd(Place place, PostOffice post, Seed seed)
{
    private const int Students = 6;

    private readonly ConcurrentQueue<Deed> confirmed = new();
    private readonly ConcurrentQueue<Deed> cutOff = new();
    private readonly ConcurrentQueue<Deed> seen = new();
    private readonly ConcurrentQueue<Student> students = new();
    private readonly ConcurrentDictionary<int, bool> editions = new();
    private readonly ConcurrentDictionary<int, bool> notices = new();
    private readonly ConcurrentQueue<Student> ungraded = new();
    private readonly List<Walk> walks = [];
    private TaskCompletionSource another = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int names;
    private int broken;
    private int troubles;
    private int turnedAway;

    /// <summary>Whether an answer of 500 and above is followed by a repeat, or is a violation.</summary>
    public bool RepeatsAfterTrouble { get; set; }

    /// <summary>How many such answers there were.</summary>
    public int Troubles => Volatile.Read(ref troubles);

    /// <summary>Requests that were sent and never answered.</summary>
    public int Broken => Volatile.Read(ref broken);

    /// <summary>Requests that were answered 503: a product that cannot keep up says so, and confirms nothing.</summary>
    public int TurnedAway => Volatile.Read(ref turnedAway);

    public Tally Tally { get; } = new();

    public PostOffice Post => post;

    /// <summary>Everybody who began to sign up.</summary>
    public IReadOnlyCollection<Student> All => students;

    /// <summary>Editions whose publishing was begun.</summary>
    public IEnumerable<int> Editions => editions.Keys;

    /// <summary>Announcements to a course that were begun.</summary>
    public IEnumerable<int> Notices => notices.Keys;

    /// <summary>How many deeds were confirmed so far, over all rounds.</summary>
    public int Confirmed => Tally.Confirmed + confirmed.Count;

    /// <summary>Waits until so many deeds were confirmed.</summary>
    public async Task Until(int count)
    {
        while (Confirmed < count)
            await another.Task;
    }

    /// <summary>Goes on until the product is gone.</summary>
    public async Task Run(CancellationToken gone)
    {
        if (walks.Count == 0)
        {
            walks.AddRange(Enumerable.Range(0, Students).Select(_ => new Walk(Learn)));
            walks.Add(new Walk(Leave));
            walks.Add(new Walk(Edit));
            walks.Add(new Walk(Found));
        }

        await Task.WhenAll(walks.Select(walk => Task.Run(() => Go(walk, gone), CancellationToken.None)));
    }

    /// <summary>What was confirmed and cut off since the last time.</summary>
    public (List<Deed> Confirmed, List<Deed> CutOff) Take()
    {
        var taken = (Drain(confirmed), Drain(cutOff));
        Tally.Confirm(taken.Item1);
        return taken;
    }

    /// <summary>Everything that was confirmed so far.</summary>
    public List<Deed> Seen() => [.. seen];

    private static List<Deed> Drain(ConcurrentQueue<Deed> queue)
    {
        var taken = new List<Deed>();

        while (queue.TryDequeue(out var deed))
            taken.Add(deed);

        return taken;
    }

    private async Task Go(Walk walk, CancellationToken gone)
    {
        while (!gone.IsCancellationRequested)
        {
            var deed = walk.Next();

            try
            {
                if (!await Do(deed, gone))
                {
                    cutOff.Enqueue(deed);
                    continue;
                }
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // A server that ends in good order leaves nobody without an answer but who comes after it has closed.
                if (error is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } and not OperationCanceledException)
                    Interlocked.Increment(ref broken);

                // The witness finishes it, so that next time she goes on with what follows.
                CutOff(deed);
                return;
            }
            catch (RefusedException refused) when (refused.Status == StatusCodes.Status503ServiceUnavailable)
            {
                Interlocked.Increment(ref turnedAway);
                CutOff(deed);
                return;
            }

            confirmed.Enqueue(deed);
            seen.Enqueue(deed);
            Wait(deed);
            Interlocked.Exchange(ref another, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }
    }

    private void CutOff(Deed deed)
    {
        cutOff.Enqueue(deed);

        // The witness sees to it that it is there when the teacher comes to it.
        Wait(deed);
    }

    private void Wait(Deed deed)
    {
        if (deed.Waits)
            ungraded.Enqueue(deed.Whose!);
    }

    // False where it was refused after trouble: whether it had been done before that, the witness finds out.
    private async Task<bool> Do(Deed deed, CancellationToken gone)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                await deed.Do(gone);
                return true;
            }
            catch (RefusedException refused) when (RepeatsAfterTrouble)
            {
                if (refused.Status < 500)
                    return isFirst ? throw new ViolationException(refused.Message) : false;

                Interlocked.Increment(ref troubles);
                await Task.Delay(20, CancellationToken.None);
            }
            catch (InvalidOperationException) when (!isFirst)
            {
                return false; // the form is no longer on the page
            }
        }
    }

    private IEnumerable<Deed> Learn() => Live(student => student.Story);

    private IEnumerable<Deed> Leave() => Live(student => student.ShortStory);

    private IEnumerable<Deed> Live(Func<Student, ImmutableArray<Deed>> life)
    {
        while (true)
        {
            var student = new Student(place, post, $"s{Interlocked.Increment(ref names)}@north.example");
            students.Enqueue(student);

            foreach (var deed in life(student))
                yield return deed;
        }
    }

    private IEnumerable<Deed> Edit()
    {
        var office = new Office(place, seed.SchoolKey, seed.OperatorKey);
        var teacher = new Teacher(place);

        for (var edition = 1; ; edition++)
        {
            yield return office.SaveDraft(edition);
            yield return office.MakeCourse(edition);

            // Every fifth, because each is mailed to all members.
            if (edition % 5 == 0)
            {
                editions[edition] = true;
                yield return office.Publish(edition);
            }

            // Nobody may announce more than thirty things in ten minutes.
            if (edition % 20 == 0)
            {
                notices[edition] = true;
                yield return teacher.Announce(edition);
            }

            while (ungraded.TryDequeue(out var student))
                yield return teacher.Grade(student);
        }
    }

    private IEnumerable<Deed> Found()
    {
        var office = new Office(place, seed.SchoolKey, seed.OperatorKey);

        for (var number = 1; ; number++)
            yield return office.MakeSchool($"school-{number}");
    }

    /// <summary>One person's deeds, one after another, each until it is confirmed.</summary>
    private sealed class Walk(Func<IEnumerable<Deed>> way)
    {
        private readonly IEnumerator<Deed> steps = way().GetEnumerator();

        public Deed Next()
        {
            steps.MoveNext();
            return steps.Current;
        }

    }
}
