using Darsgah.Gateway.Pages.Operator;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Operator;

/// <summary>The pages of whoever runs the installation.</summary>
public class OperatorTests(Office office)
{
    private const string New = "/operator/schools/new";

    [Fact]
    public async Task Short_name_and_host_are_proposed_before_the_school_is_made()
    {
        var console = await office.OnConsole(Role.Operator);

        var proposed = await console.Submit(await console.Get(New), ("name", "مکتب نور"), ("language", "fa-AF"));
        var made = await console.Submit(proposed);

        Assert.Equal(200, proposed.Status);
        Assert.Equal("mktb-nwr", proposed.Page.QuerySelector("#slug")!.GetAttribute("value"));
        Assert.Equal("mktb-nwr.localhost", proposed.Page.QuerySelector("#host")!.GetAttribute("value"));
        Assert.Equal((302, "/operator/schools/mktb-nwr?done=created"), (made.Status, made.Location));
        var school = (await office.Site.Schools.Find("mktb-nwr")).Value!;
        Assert.Equal(("fa-AF", "مکتب نور"), (school.Profile.DefaultLanguage, school.Profile.NameIn("fa-AF")));
        Assert.Equal("پالیسی حریم خصوصی را خوانده‌ام و با آن موافقم", school.Rules.Acceptance.Label);
        Assert.Equal(200, (await office.Site.Visit(school).Get("/courses")).Status);
    }

    [Theory]
    [InlineData("cautious", AcceptanceMode.Checkbox)]
    [InlineData("convenience-translations", AcceptanceMode.ContinuedUse)]
    [InlineData("dated-changes", AcceptanceMode.ContinuedUse)]
    [InlineData("explicit-consent", AcceptanceMode.CheckboxOrButton)]
    [InlineData("notice-only", AcceptanceMode.None)]
    [InlineData("terms-above-policy", AcceptanceMode.ContinuedUse)]
    public async Task Each_preset_makes_a_school(string preset, AcceptanceMode mode)
    {
        var console = await office.OnConsole(Role.Operator);

        var made = await console.Submit(
            await console.Get(New), ("name", "North"), ("slug", $"p-{preset}"), ("host", $"p-{preset}.localhost"), ("preset", preset));

        Assert.Equal(302, made.Status);
        Assert.Equal(mode, (await office.Site.Schools.Find($"p-{preset}")).Value!.Rules.Acceptance.Mode);
    }

    [Theory]
    [InlineData("slug", "Operator!", "tenancy.bad_slug")]
    [InlineData("slug", "admin", "tenancy.reserved_slug")]
    [InlineData("host", "https://x/", "tenancy.bad_host")]
    [InlineData("host", "operator.localhost", "tenancy.host_taken")]
    [InlineData("preset", "free-for-all", "operator_school.preset_missing")]
    [InlineData("language", "tlh", "operator_school.language_bad")]
    [InlineData("name", " ", "admin_school.name_missing")]
    public async Task What_cannot_be_is_refused_and_kept_on_the_form(string field, string value, string code)
    {
        var console = await office.OnConsole(Role.Operator);

        var refused = await console.Submit(
            await console.Get(New), Values(("name", "North"), ("slug", "refused-school"), ("host", "refused.localhost"), (field, value)));

        Assert.Equal(code, refused.Code);
        Assert.True(refused.Status is 422 or 409, $"{refused.Status}");
        Assert.Equal(field == "slug" ? value : "refused-school", refused.Page.QuerySelector("#slug")!.GetAttribute("value"));
        Assert.False((await office.Site.Schools.Find("refused-school")).Succeeded(out _, out _));
    }

    [Fact]
    public async Task A_school_is_prepared_by_those_who_run_it_and_then_opened()
    {
        var console = await office.OnConsole(Role.Operator);
        await console.Submit(
            await console.Get(New), ("name", "Dawn"), ("slug", "dawn"), ("host", "dawn.localhost"), ("prepare", "yes"));
        var school = (await office.Site.Schools.Find("dawn")).Value!;
        var key = await office.Site.Schools.IssueAdminKey(school.Id, "setting up", "operator:test");
        var (owner, student, visitor) =
            (await office.SignedIn(school, Role.Owner), await office.SignedIn(school, Role.Student), office.Site.Visit(school));

        Assert.Equal(SchoolStatus.Provisioning, school.Status);

        foreach (var stranger in (Visitor[])[visitor, student])
        {
            var closed = await stranger.Get("/courses", "fa-AF");
            Assert.Equal((503, "school.not_open", "3600"), (closed.Status, closed.Code, closed.Headers["retry-after"]));
            Assert.NotNull(closed.Page.QuerySelector("main a[href='/sign-in']"));
            Assert.Equal(503, (await stranger.Get("/sign-up")).Status);
            Assert.Equal(503, (await stranger.Get("/api/v1/courses")).Status);
        }

        Assert.Equal(200, (await visitor.Get("/sign-in")).Status);
        Assert.Equal(200, (await visitor.Get("/brand.css")).Status);
        Assert.Equal(200, (await owner.Get("/courses")).Status);
        Assert.Equal(200, (await owner.Get("/admin")).Status);
        Assert.Equal(200, (await Asked(visitor, key)).Status);

        await console.Submit(await console.Get("/operator/schools/dawn"), Values(("do", "move"), ("status", "Active")), "form:has([name='status'])");
        Assert.Equal(200, (await visitor.Get("/courses")).Status);
        Assert.Equal(200, (await student.Get("/courses")).Status);
    }

    private static Task<Answer> Asked(Visitor visitor, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/courses");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return visitor.Send(request);
    }

    [Fact]
    public async Task The_list_names_every_school_once()
    {
        var school = await office.School();
        var console = await office.OnConsole(Role.Operator);
        var slugs = new List<string>();

        var path = "/operator/schools";

        while (path is not null)
        {
            var page = (await console.Get(path)).Page;
            slugs.AddRange(page.QuerySelectorAll("[data-slug]").Select(row => row.GetAttribute("data-slug")!));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Contains(school.Slug, slugs, StringComparer.Ordinal);
        Assert.Equal(slugs.Count, slugs.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_school_is_suspended_by_writing_its_name_and_opened_without()
    {
        var school = await office.School();
        var console = await office.OnConsole(Role.Operator);
        var path = $"/operator/schools/{school.Slug}";
        const string Life = "main form:has([name=status])";

        var refused = await console.Submit(await console.Get(path), Values(("status", "Suspended"), ("confirm", "yes"), ("do", "move")), Life);
        var suspended = await console.Submit(await console.Get(path), Values(("status", "Suspended"), ("confirm", school.Slug), ("do", "move")), Life);
        var closed = (await office.Site.Visit(school).Get("/courses")).Status;
        var opened = await console.Submit(await console.Get(path), Values(("status", "Active"), ("do", "move")), Life);

        Assert.Equal((422, "operator_school.confirm"), (refused.Status, refused.Code));
        Assert.Equal((302, 503, 302), (suspended.Status, closed, opened.Status));
        Assert.Equal(200, (await office.Site.Visit(school).Get("/courses")).Status);
    }

    [Fact]
    public async Task A_move_that_the_schools_life_does_not_know_is_refused()
    {
        var school = await office.School();
        var console = await office.OnConsole(Role.Operator);

        var refused = await console.Submit(
            await console.Get($"/operator/schools/{school.Slug}"),
            Values(("status", "Closed"), ("confirm", school.Slug), ("do", "move")),
            "main form:has([name=status])");

        Assert.Equal((409, "tenancy.no_such_move"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Host_names_come_and_go_but_never_the_last()
    {
        var (school, other) = (await office.School(), await office.School());
        var console = await office.OnConsole(Role.Operator);
        var path = $"/operator/schools/{school.Slug}";
        const string Add = "main form:has(#host)";
        var second = $"second-{school.Slug}.localhost";

        var taken = await console.Submit(await console.Get(path), Values(("host", other.Hosts[0]), ("do", "add_host")), Add);
        var added = await console.Submit(await console.Get(path), Values(("host", second.ToUpperInvariant()), ("do", "add_host")), Add);
        var reached = (await office.Site.Visit(second).Get("/courses")).Status;
        var removed = await console.Submit(await console.Get(path), Values(("gone", second), ("do", "remove_host")), Add);
        var last = await console.Submit(await console.Get(path), Values(("gone", school.Hosts[0]), ("do", "remove_host")), Add);

        Assert.Equal((409, "tenancy.host_taken"), (taken.Status, taken.Code));
        Assert.Equal((302, 200, 302), (added.Status, reached, removed.Status));
        Assert.Equal((409, "tenancy.last_host"), (last.Status, last.Code));
        Assert.Equal(404, (await office.Site.Visit(second).Get("/courses")).Status);
    }

    [Fact]
    public async Task The_first_owner_is_invited_into_the_school()
    {
        var school = await office.School();
        var console = await office.OnConsole(Role.Operator);

        var invited = await console.Submit(
            await console.Get($"/operator/schools/{school.Slug}"),
            Values(("email", "owner@north.example"), ("name", "Nadia"), ("do", "invite")),
            "main form:has(#email)");

        Assert.Equal(302, invited.Status);
        var row = (await office.Site.In(school, grains => grains.Members.Page(null, 1, PurposeUses.MemberList))).Rows.Single();
        Assert.Equal(("owner@north.example", "Nadia"), (row.Email, row.Name));
        Assert.Equal([Role.Owner], row.Roles);
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fa-AF", "rtl")]
    [InlineData("ar", "rtl")]
    public async Task Every_page_speaks_the_operators_language(string language, string direction)
    {
        var school = await office.School();
        var console = await office.OnConsole(Role.Operator);

        foreach (var path in new[] { "/operator/schools", New, $"/operator/schools/{school.Slug}" })
        {
            var page = await console.Get($"{path}?ui={language}");

            Assert.Equal((200, direction), (page.Status, page.Page.DocumentElement.GetAttribute("dir")));
        }
    }

    private static Dictionary<string, string?> Values(params (string Name, string? Value)[] pairs)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);

        foreach (var (name, value) in pairs)
            values[name] = value;

        return values;
    }
}

/// <summary>Short names made from names in any script.</summary>
public class SlugProposalTests
{
    [Theory]
    [InlineData("North Star School", "north-star-school")]
    [InlineData("  Académie d'Été 2  ", "academie-dete-2")]
    [InlineData("مکتب نور", "mktb-nwr")]
    [InlineData("أكاديمية الرياضيات", "akadimia-alriaziat")]
    [InlineData("کورس‌های ۲۰۲۶", "kwrs-hai-2026")]
    [InlineData("学校", "")]
    [InlineData("ab", "")]
    [InlineData("", "")]
    public void A_name_becomes_what_an_address_can_hold(string name, string slug) => Assert.Equal(slug, SlugProposal.From(name));

    [Fact]
    public void A_proposal_is_always_a_short_name()
    {
        foreach (var name in new[] { new string('x', 200), "--- a b c ---", "A.B.C", "١٢٣" })
            Assert.True(SlugProposal.From(name) is "" or { Length: >= 3 and <= 40 } && (SlugProposal.From(name) is "" || HostNames.RefuseSlug(SlugProposal.From(name)) is null), name);
    }
}
