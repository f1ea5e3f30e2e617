using System.Diagnostics;
using System.Net;
using Darsgah.Crashes.Product;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Crashes.Town;

/// <summary>Somebody who signs up at the first school, agrees, learns, earns a certificate, changes her mind.</summary>
internal sealed partial class Student(Place place, PostOffice post, string email)
{
    private const string Password = "correct horse battery";
    private const string Way = "/api/v1/me/enrollments/";

    private static readonly TimeSpan LongestErasure = TimeSpan.FromSeconds(60);

    private Visitor browser = new(place.Port, Seed.Host(Seed.North));
    private Visitor? confirmedAt; // she may be at another browser since

    public string Email => email;

    /// <summary>What she is called: in no two cases the same.</summary>
    public string Name => email.Split('@')[0];

    /// <summary>She has asked to be erased, and may be.</summary>
    public bool IsLeaving { get; private set; }

    /// <summary>All she does, in order. Each takes up where the one before has ended.</summary>
    public ImmutableArray<Deed> Story =>
    [
        .. ((Deed[])
            [
                SignUp, Confirm, AnswerCookies, Enrol(Seed.Course), .. Seed.Lessons.Select(Finish), Certificate,
                Enrol(Seed.Exercises), Answer, EndAttempt, AddFile, HandIn, Withdraw, Accept, SignIn,
            ])
            .Select(deed => deed with { Whose = this }),
    ];

    /// <summary>All that somebody does who leaves again.</summary>
    public ImmutableArray<Deed> ShortStory => [.. ((Deed[])[SignUp, Confirm, Close]).Select(deed => deed with { Whose = this })];

    /// <summary>A browser with the cookies of hers, for a trial that must not change hers.</summary>
    public Student Copy()
    {
        var copy = new Student(place, post, email);

        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            copy.browser.Cookies.Add(browser.Origin, new Cookie(cookie.Name, cookie.Value));

        return copy;
    }

    public Deed SignUp => new(
        $"sign-up of {email}",
        async _ =>
        {
            var form = (await browser.Get("/sign-up")).Expect(200);
            return async () => (await browser.Submit(
                form, ("name", Name), ("email", email), ("password", Password), ("consent", "true"), ("act", "sign_up"))).Expect(200);
        },
        schools => See(schools, async (grains, account) =>
            Accepted(await grains.ConsentLedger(account.Id).Entries()) >= 1 ? null : "without its consent"))
    {
        Mails = email,
    };

    public Deed Confirm => new(
        $"confirmation of {email}",
        async cancellation =>
        {
            // A sign-up that was cut off and repeated sends a second letter, and the link of the first is void then.
            for (var number = 1; ; number++)
            {
                var page = await browser.Get((await post.Wait(email, number, cancellation)).Path);

                confirmedAt = browser;

                if (page.Page.QuerySelector("main input[name=token]") is not null)
                    return async () => (await browser.Submit(page, Filled(page))).Expect(302);

                // Used up by a confirmation that was cut off: her password opens the door.
                try
                {
                    await SignIn.Do(cancellation);
                    confirmedAt = browser;
                    return () => Task.CompletedTask;
                }
                catch (RefusedException)
                {
                    number = Math.Max(number, PostOffice.Different(post.To(email)));
                }
            }
        },
        schools => See(schools, async (_, account) => !account.EmailConfirmed ? "missing" : await NotIn(confirmedAt)));

    /// <summary>She closes her account and is erased, by steps that follow the answer: none of it is done by half.</summary>
    public Deed Close => new(
        $"closing of {email}",
        async _ =>
        {
            var page = (await browser.Get("/account/privacy/close")).Expect(200);
            return async () =>
            {
                IsLeaving = true;
                (await browser.Submit(
                    page, new Dictionary<string, string?>(StringComparer.Ordinal) { ["current"] = Password }, "form[action='/account/privacy/close']")).Expect(302);
            };
        },
        Traces);

    public Deed SignIn => new(
        $"sign-in of {email}",
        async _ =>
        {
            browser = new Visitor(place.Port, Seed.Host(Seed.North));
            var form = (await browser.Get("/sign-in")).Expect(200);
            return async () => (await browser.Submit(form, ("login", email), ("password", Password))).Expect(302);
        },
        async _ => await NotIn(browser));

    public Deed Accept => new(
        $"consent of {email}",
        async _ =>
        {
            var page = (await browser.Get("/consent/privacy")).Expect(200);
            return async () => (await browser.Submit(page, ("agree", "true"))).Expect(302);
        },
        schools => See(schools, async (grains, account) =>
            Accepted(await grains.ConsentLedger(account.Id).Entries()) == 2 ? null : "missing"));

    public Deed Withdraw => new(
        $"withdrawal of {email}",
        async _ =>
        {
            var page = (await browser.Get("/account/privacy")).Expect(200);
            return async () => (await browser.Submit(page, Nothing)).Expect(302);
        },
        schools => See(schools, async (grains, account) =>
            (await grains.ConsentLedger(account.Id).Entries()).Count(entry => entry.Act == ConsentAct.Withdrawn) == 1
                ? null
                : "missing"));

    public Deed Enrol(string course) => Deed.Of(
        $"enrolment of {email} in {course}",
        async () => (await Put(Way + course)).Expect(200),
        schools => Learning(schools, course, async (grains, account, standing) =>
            (await grains.Enrollments(account.Id).Courses()).Count(each => each.Value == course) == 1 ? null : "not in the list of her courses once"));

    public Deed Finish(string lesson) => Deed.Of(
        $"lesson {lesson} of {email}",
        async () => (await Put($"{Way}{Seed.Course}/lessons/{lesson}")).Expect(200),
        schools => Learning(schools, Seed.Course, (_, _, standing) => Task.FromResult(
            standing.Completed.Count(done => done.Lesson.Value == lesson) == 1 ? null : "missing")));

    public Deed Certificate => Deed.Of(
        $"certificate of {email}",
        async () => (await Put($"{Way}{Seed.Course}/certificate")).Expect(200),
        schools => Learning(schools, Seed.Course, async (grains, _, standing) =>
            standing.Certificate is { } given && await grains.Certificate(given.Code)!.Verify() == given ? null : "missing"));

    /// <summary>What is wrong with her ledger: its chain, or an act that is there twice.</summary>
    public Task<string?> LedgerFault(Schools schools) => See(schools, async (grains, account) =>
    {
        var entries = await grains.ConsentLedger(account.Id).Entries();
        return new ConsentLedger { Entries = entries }.FirstBroken() is { } broken
            ? $"consent chain of {email} broken at {broken}"
            : entries.Count(entry => entry.Act == ConsentAct.Withdrawn) > 1 || Accepted(entries) > 2
                ? $"consent of {email} recorded too often"
                : null;
    });

    private static IReadOnlyDictionary<string, string?> Nothing => new Dictionary<string, string?>(StringComparer.Ordinal);

    private static int Accepted(ImmutableArray<ConsentEntry> entries) =>
        entries.Count(entry => entry.Act == ConsentAct.Accepted && entry.Shown.Document == Gateway.Consent.Documents.Privacy);

    // In a browser that did not sign up itself the page asks for the password.
    private static Dictionary<string, string?> Filled(Answer page) => page.Page.QuerySelector("main input[name=password]") is null
        ? new(StringComparer.Ordinal)
        : new(StringComparer.Ordinal) { ["password"] = Password };

    private static async Task<string?> NotIn(Visitor? door)
    {
        if (door is null)
            return "missing";

        // Thousands are asked one after another: kept, their connections would be more than one address may have.
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/privacy");
        request.Headers.ConnectionClose = true;

        return await door.Send(request) is { Status: not 200 } answer ? $"without its session ({answer.Status} {answer.Location})" : null;
    }

    private Task<Answer> Put(string path, HttpContent? body = null) => Call(HttpMethod.Put, path, body);

    private Task<Answer> Call(HttpMethod method, string path, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        return browser.Send(request);
    }

    private Task<string?> Learning(Schools schools, string course, Func<TenantGrains, PersonAccount, Enrollment, Task<string?>> look) =>
        See(schools, async (grains, account) =>
            await grains.Enrollment(account.Id, Id<Course>.Parse(course)).Standing() is { } standing
                ? await look(grains, account, standing)
                : "missing");

    // Once her account is gone, neither her address nor the list of members leads to her a while after.
    private async Task<string?> Traces(Schools schools)
    {
        if (await schools.In((await North(schools)).Id, grains => Accounts.Find(grains, email)) is not null)
            return "missing";

        var clock = Stopwatch.StartNew();

        while (true)
        {
            var left = await schools.In((await North(schools)).Id, async grains =>
                await grains.EmailAddress(email).Holder() is not null ? "her address is still taken"
                : await Seed.MembersOf(grains).AnyAsync(row => row.Email == email) ? "still in the list of members"
                : null);

            if (left is null || clock.Elapsed > LongestErasure)
                return left;

            await Task.Delay(100);
        }
    }

    private static async Task<School> North(Schools schools) =>
        (await schools.Find(Seed.North)).Value ?? throw new ViolationException("the school itself is gone");

    private async Task<string?> See(Schools schools, Func<TenantGrains, PersonAccount, Task<string?>> look)
    {
        // What she did before goes with her; how that ends is looked at by itself.
        if (IsLeaving)
            return null;

        var school = await North(schools);
        return await schools.In(school.Id, async grains =>
            await Accounts.Find(grains, email) is { } account ? await look(grains, account) : "missing");
    }
}
