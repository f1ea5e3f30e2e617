using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Who gets to these pages: a school's admins, and to everybody else there are none (SEC-B01, SEC-D01).</summary>
public class AccessTests(Office office)
{
    [Fact]
    public async Task To_a_student_no_page_of_an_admin_exists()
    {
        var school = await office.School();
        var person = await office.SignedIn(school, Role.Student);

        Assert.Empty(await Mismatches(person, "/admin", (_, _, answer) => answer.Status == 404));
    }

    [Fact]
    public async Task To_an_instructor_there_are_the_list_of_her_courses_and_the_files_and_no_other_page_of_an_admin()
    {
        var school = await office.School();
        var person = await office.SignedIn(school, Role.Instructor);

        Assert.Empty(await Mismatches(person, "/admin", (_, path, answer) => path switch
        {
            "/admin/courses" => answer.Status == 200,
            _ when path.StartsWith("/admin/media", StringComparison.Ordinal) => answer.Status is 200 or 404 or 412 or 422,
            _ => answer.Status == 404,
        }));
    }

    [Fact]
    public async Task A_visitor_is_asked_to_sign_in_and_sends_nothing()
    {
        var visitor = office.Site.Visit(await office.School());

        Assert.Empty(await Mismatches(visitor, "/admin", (method, _, answer) => method is "GET" or "HEAD"
            ? answer.Status == 302 && answer.Location!.StartsWith("/sign-in", StringComparison.Ordinal)
            : answer.Status == 401));
    }

    [Fact]
    public async Task Another_schools_owner_is_a_visitor_here()
    {
        var (here, there) = (await office.School(), await office.School());
        var (_, account) = await office.Enter(there, Role.Owner);
        var visitor = office.Site.Visit(here);
        var elsewhere = office.Site.Visit(there);
        await elsewhere.Get($"/test/enter/{account.Id}");
        foreach (System.Net.Cookie cookie in elsewhere.Cookies.GetCookies(elsewhere.Origin))
            visitor.Cookies.Add(new System.Net.Cookie(cookie.Name, cookie.Value, "/", visitor.Host));

        Assert.Empty(await Mismatches(visitor, "/admin", (method, _, answer) => method is "GET" or "HEAD" ? answer.Status == 302 : answer.Status == 401));
    }

    [Fact]
    public async Task A_schools_owner_finds_no_console_and_the_console_no_school()
    {
        var school = await office.School();
        var owner = await office.SignedIn(school, Role.Owner);
        var operatorsBrowser = await office.OnConsole(Role.Operator);
        var nobody = await office.OnConsole(Role.Student);

        Assert.Empty(await Mismatches(owner, "/operator", (_, _, answer) => answer.Status == 404));
        Assert.Empty(await Mismatches(operatorsBrowser, "/admin", (_, _, answer) => answer.Status == 404));
        Assert.Empty(await Mismatches(nobody, "/operator", (_, _, answer) => answer.Status == 404));
    }

    [Fact]
    public async Task A_role_taken_away_holds_from_the_next_request()
    {
        var school = await office.School();
        var (admin, account) = await office.Enter(school, Role.Admin);
        Assert.Equal(200, (await admin.Get("/admin")).Status);

        await office.Site.In(school, async grains =>
        {
            var now = await grains.Person(account.Id).Account(PurposeUses.AccountChange);
            return await grains.Person(account.Id).Save(now! with { Roles = [Role.Student] }, []);
        });

        Assert.Equal(404, (await admin.Get("/admin")).Status);
    }

    [Fact]
    public async Task Nothing_is_taken_without_the_forms_token_or_from_elsewhere()
    {
        var school = await office.School();
        var owner = await office.SignedIn(school, Role.Owner);
        var posts = AdminRoutes.Below(office.Site.Services, "/admin").Where(route => route.Method == "POST").Select(route => route.Path).ToList();

        foreach (var path in posts)
        {
            var bare = await owner.Post(path, new FormUrlEncodedContent([KeyValuePair.Create("name", "x")]));
            Assert.True(bare.Status == 400, $"{path} without a token answers {bare.Status}");

            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([]) };
            request.Headers.TryAddWithoutValidation("Origin", "https://evil.example");
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
            var foreign = await owner.Send(request);
            Assert.True(foreign.Status is >= 400 and < 500, $"{path} from elsewhere answers {foreign.Status}");
        }

        Assert.NotEmpty(posts);
        Assert.Equal(school.Revision, (await office.Now(school))!.Revision);
        Assert.Equal(0, (await office.Draft(school)).Revision);
    }

    private async Task<List<string>> Mismatches(Visitor person, string place, Func<string, string, Answer, bool> expected)
    {
        var routes = AdminRoutes.Below(office.Site.Services, place).ToList();
        var wrong = new List<string>();
        var token = await Token(person, "/account") ?? await Token(person, "/sign-in");

        foreach (var (method, path) in routes)
        {
            var answer = method switch
            {
                "GET" => await person.Get(path),
                "POST" => await person.Post(path, new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token!)])),
                _ => await person.Send(Request(method, path, token!)),
            };

            if (!expected(method, path, answer))
                wrong.Add($"{method} {path}: {answer.Status} {answer.Location}");
        }

        Assert.NotNull(token);
        Assert.NotEmpty(routes);
        return wrong;
    }

    private static HttpRequestMessage Request(string method, string path, string token)
    {
        var request = new HttpRequestMessage(HttpMethod.Parse(method), path);
        request.Headers.TryAddWithoutValidation("X-Form-Token", token);
        return request;
    }

    private static async Task<string?> Token(Visitor person, string path) =>
        (await person.Get(path)).Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
}
