using System.Collections.Immutable;
using AngleSharp.Html.Dom;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Assignments;

/// <summary>A student works on an assignment and hands it in without any script.</summary>
public class HandingInTests(Campus campus)
{
    private static readonly byte[] Picture = Made.Png(3, 2);

    [Fact]
    public async Task She_reads_writes_adds_files_hands_in_and_sees_it_wait()
    {
        var workshop = await Workshop.Open(campus);
        var lesson = await workshop.Ada.Get(Workshop.Lesson);

        var saved = await workshop.Write("My essay.\r\nTwo lines.", ("sketch.png", Picture), ("notes.txt", "plain"u8.ToArray()));
        var draft = (await workshop.Ada.Get(saved.Location!)).Page;
        var handed = (await workshop.HandIn()).Page;
        var after = (await workshop.Ada.Get(Workshop.Lesson)).Page;

        Assert.Contains("sums", lesson.Page.QuerySelector("article.prose strong")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(Workshop.Place, lesson.Page.QuerySelector("[data-assignment-entry] a.button")!.GetAttribute("href"));
        Assert.Equal($"{Workshop.Place}?done=saved", saved.Location);
        Assert.Equal("My essay.\nTwo lines.", ((IHtmlTextAreaElement)draft.QuerySelector("[name=text]")!).Value);
        Assert.Equal(["sketch.png", "notes.txt"], draft.QuerySelectorAll("[data-file] a").Select(link => link.TextContent));
        Assert.Equal("My essay.\nTwo lines.", handed.QuerySelector("[data-text]")!.TextContent);
        Assert.Equal(2, handed.QuerySelectorAll("[data-file]").Length);
        Assert.Contains("Handed in", handed.QuerySelector("main .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("assignment.not_again", after.QuerySelector("[data-denial]")!.GetAttribute("data-denial"));
        Assert.Equal(1, Assert.Single(await workshop.Standing()).Version);
    }

    [Fact]
    [Trait("SEC", "E09")]
    public async Task What_is_handed_in_is_only_ever_saved_whatever_is_in_it()
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with { Files = 5 });
        var page = "<html><script>alert(1)</script></html>"u8.ToArray();
        await workshop.Write("", ("page.html", page), ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()), ("sketch.png", Picture));
        var links = (await workshop.HandIn()).Page.QuerySelectorAll("[data-file] a").Select(link => link.GetAttribute("href")!).ToArray();
        var office = await workshop.Office();
        var file = links[0][(links[0].LastIndexOf('/') + 1)..];

        var given = await Task.WhenAll(links.Select(link => workshop.Ada.Get(link)));
        var toStaff = await office.Get($"{workshop.Sheet()}/files/{file}");

        Assert.All(given.Append(toStaff), answer => Assert.Equal((200, "nosniff"), (answer.Status, answer.Headers["x-content-type-options"])));
        Assert.All(given.Append(toStaff), answer => Assert.StartsWith("attachment", answer.Headers["content-disposition"], StringComparison.Ordinal));
        Assert.Equal(
            ["application/octet-stream", "application/octet-stream", "image/png", "application/octet-stream"],
            given.Append(toStaff).Select(answer => answer.Headers["content-type"]));
        Assert.Equal(System.Text.Encoding.UTF8.GetString(page), toStaff.Body);
    }

    [Theory]
    [InlineData("media.not_a_image", "photo.png", "GIF no"), InlineData("media.empty", "empty.txt", "")]
    [InlineData("assignment.file_kind", "notes.txt", "plain"), InlineData("media.no_name", "...", "%PDF-1.7")]
    public async Task A_file_that_is_not_what_is_asked_is_refused_and_the_text_stays(string code, string name, string content)
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with { Kinds = [MediaKind.Image, MediaKind.Pdf] });

        var refused = await workshop.Write("Kept all the same.", (name, System.Text.Encoding.UTF8.GetBytes(content)));
        var draft = (await workshop.Ada.Get(Workshop.Place)).Page;

        Assert.Equal((422, code), (refused.Status, refused.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("Kept all the same.", ((IHtmlTextAreaElement)draft.QuerySelector("[name=text]")!).Value);
        Assert.Empty(draft.QuerySelectorAll("[data-file]"));
        Assert.Empty(Bytes(workshop));
    }

    [Fact]
    public async Task Too_large_and_too_many_are_refused_by_name_and_leave_no_bytes()
    {
        var workshop = await Workshop.Open(campus, Workshop.Usual with { Files = 1 });

        var large = await workshop.Write("", ("large.bin", new byte[(1024 * 1024) + 1]));
        var many = await workshop.Write("", ("one.txt", "1"u8.ToArray()), ("two.txt", "2"u8.ToArray()));
        var text = await workshop.Write(new string('x', AssignmentRules.LongestText + 1));

        Assert.Equal("assignment.file_too_large", large.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Equal("assignment.too_many_files", many.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Equal("assignment.text_too_long", text.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Single(Bytes(workshop));
        Assert.Equal(["one.txt"], (await workshop.Ada.Get(Workshop.Place)).Page.QuerySelectorAll("[data-file] a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task A_file_can_be_taken_out_again()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("", ("one.txt", "1"u8.ToArray()));
        var page = await workshop.Ada.Get(Workshop.Place);
        var file = page.Page.QuerySelector("[data-file]")!.GetAttribute("data-file");
        var address = page.Page.QuerySelector("[data-file] a")!.GetAttribute("href")!;

        var removed = await Workshop.Send(workshop.Ada, page, "Typed meanwhile.", $"remove:{file}");
        var again = await Workshop.Send(workshop.Ada, await workshop.Ada.Get(Workshop.Place), "Typed meanwhile.", $"remove:{file}");

        Assert.Equal((302, 302), (removed.Status, again.Status));
        Assert.Equal(404, (await workshop.Ada.Get(address)).Status);
        Assert.Empty(Bytes(workshop));
        Assert.Equal("Typed meanwhile.", ((IHtmlTextAreaElement)(await workshop.Ada.Get(Workshop.Place)).Page.QuerySelector("[name=text]")!).Value);
    }

    [Fact]
    public async Task Two_windows_that_hand_in_are_one_hand_in_and_nothing_typed_is_lost()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("First.");
        var (one, two) = (await workshop.Ada.Get($"{Workshop.Place}/hand-in"), await workshop.Ada.Get($"{Workshop.Place}/hand-in"));
        var open = await workshop.Ada.Get(Workshop.Place);

        var handed = await Task.WhenAll(workshop.Ada.Browser.Submit(one), workshop.Ada.Browser.Submit(two), workshop.Ada.Browser.Submit(one));
        var late = await Workshop.Send(workshop.Ada, open, "Typed in the other window.", "save", ("one.txt", "1"u8.ToArray()));

        Assert.All(handed, answer => Assert.Equal($"{Workshop.Place}/1?done=handed-in", answer.Location));
        Assert.Single(await workshop.Standing());
        Assert.Equal((409, "assignment.handed_in"), (late.Status, late.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("Typed in the other window.", late.Page.QuerySelector("[data-typed]")!.TextContent);
        Assert.Empty(Bytes(workshop));
    }

    [Fact]
    public async Task An_older_window_is_told_what_is_kept_now_and_saves_again()
    {
        var workshop = await Workshop.Open(campus);
        var (one, two) = (await workshop.Ada.Get(Workshop.Place), await workshop.Ada.Get(Workshop.Place));
        await Workshop.Send(workshop.Ada, one, "From the first.", "save");

        var stale = await Workshop.Send(workshop.Ada, two, "From the second.", "hand-in");
        var again = await Workshop.Send(workshop.Ada, stale, "From the second.", "hand-in");

        Assert.Equal((409, "assignment.stale"), (stale.Status, stale.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Contains("From the first.", stale.Page.QuerySelector("[data-theirs]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("From the second.", ((IHtmlTextAreaElement)stale.Page.QuerySelector("[name=text]")!).Value);
        Assert.Equal($"{Workshop.Place}/hand-in", again.Location);
    }

    [Fact]
    public async Task What_being_late_costs_is_shown_before_it_is_handed_in()
    {
        var now = campus.Site.Clock.GetUtcNow();
        var workshop = await Workshop.Open(campus, Workshop.Usual with
        {
            DueAt = now.AddDays(-1.5),
            Late = new LateRule { Policy = LatePolicy.Penalised, PercentADay = 15, MostPercent = 90 },
        });
        await workshop.Write("Late, and good.");

        var asked = await workshop.Ada.Get($"{Workshop.Place}/hand-in");
        var dari = await workshop.Ada.Get($"{Workshop.Place}/hand-in", "fa-AF");
        await workshop.HandIn();

        Assert.Equal("30", asked.Page.QuerySelector("[data-penalty]")!.GetAttribute("data-penalty"));
        Assert.Contains("30%", asked.Page.QuerySelector("[data-penalty]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("۳۰", dari.Page.QuerySelector("[data-penalty]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("۱۴", dari.Page.QuerySelector("[data-due] time")!.TextContent, StringComparison.Ordinal); // a year of her calendar
        Assert.Equal(30, Assert.Single(await workshop.Standing()).PenaltyPercent);
    }

    [Fact]
    public async Task After_the_end_the_page_says_so_and_takes_nothing()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("In time.");
        var page = await workshop.Ada.Get(Workshop.Place);
        var asked = await workshop.Ada.Get($"{Workshop.Place}/hand-in");
        await workshop.Publish(Workshop.Usual with { DueAt = campus.Site.Clock.GetUtcNow().AddSeconds(-1) });

        var saved = await Workshop.Send(workshop.Ada, page, "Too late.", "save");
        var handed = await workshop.Ada.Browser.Submit(asked);

        Assert.Equal((409, "assignment.closed"), (saved.Status, saved.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("assignment.closed", handed.Page.QuerySelector("[data-code]")!.GetAttribute("data-code"));
        Assert.Null((await workshop.Ada.Get(Workshop.Place)).Page.QuerySelector("form[data-work]"));
        Assert.Empty(await workshop.Standing());
    }

    [Fact]
    public async Task An_assignment_that_was_changed_is_read_again_before_it_is_handed_in()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("For the first version.");
        var asked = await workshop.Ada.Get($"{Workshop.Place}/hand-in");
        await workshop.Publish(Workshop.Usual with { Points = 5 });

        var refused = await workshop.Ada.Browser.Submit(asked);
        var again = await workshop.Ada.Browser.Submit(refused);

        Assert.Equal((409, "assignment.edited"), (refused.Status, refused.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal(302, again.Status);
        Assert.Equal(2, Assert.Single(await workshop.Standing()).Version);
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task Nobody_elses_work_is_there_for_her_and_who_is_out_finds_what_she_handed_in_alone()
    {
        var workshop = await Workshop.Open(campus);
        await workshop.Write("Mine.", ("mine.txt", "mine"u8.ToArray()));
        var handed = await workshop.HandIn();
        var link = handed.Page.QuerySelector("[data-file] a")!.GetAttribute("href")!;
        var eve = await campus.SignedIn(workshop.School, name: "Eve");
        var elsewhere = await Workshop.Open(campus);
        string[] pages = [Workshop.Place, $"{Workshop.Place}/hand-in", $"{Workshop.Place}/1", link];

        var outside = await Task.WhenAll(pages.Select(page => eve.Get(page)));
        await workshop.Enrol(eve);
        var inside = await Task.WhenAll(pages[2..].Select(page => eve.Get(page)));
        var stranger = await Task.WhenAll(pages[2..].Select(page => elsewhere.Ada.Get(page)));
        var visitor = await campus.Site.Visit(workshop.School).Get(link);
        await campus.Site.In(workshop.School, grains => grains.Enrollment(workshop.Ada.Person, Workshop.Algebra).Arrange(new ArrangeEnrollment(EnrollmentAct.Pause)));
        var paused = await Task.WhenAll(pages.Select(page => workshop.Ada.Get(page)));

        Assert.All([.. outside, .. inside, .. stranger, .. paused[..2]], answer => Assert.Equal(404, answer.Status));
        Assert.All(paused[2..], answer => Assert.Equal(200, answer.Status));
        Assert.Equal(302, visitor.Status);
    }

    [Fact]
    [Trait("SEC", "D01")]
    public async Task A_form_without_its_token_or_with_it_behind_the_file_is_refused()
    {
        var workshop = await Workshop.Open(campus);
        var page = await workshop.Ada.Get(Workshop.Place);
        var token = page.Form("form[data-work]").QuerySelector("input[type=hidden]")!;

        var none = await workshop.Ada.Browser.Post(Workshop.Place, new MultipartFormDataContent { { new StringContent("x"), "text" } });
        var late = await workshop.Ada.Browser.Post(Workshop.Place, new MultipartFormDataContent
        {
            { new ByteArrayContent("x"u8.ToArray()), "file", "x.txt" }, { new StringContent(token.GetAttribute("value")!), token.GetAttribute("name")! },
        });

        Assert.All([none, late], answer => Assert.InRange(answer.Status, 400, 499));
        Assert.Empty(Bytes(workshop));
    }

    // Files of hers on the disk.
    private static string[] Bytes(Workshop workshop) =>
        Directory.Exists(Folder(workshop)) ? Directory.GetFiles(Folder(workshop)) : [];

    private static string Folder(Workshop workshop) =>
        Path.Combine(workshop.Campus.Site.Folder, "tenants", workshop.School.Id.Value, "handed", workshop.Ada.Person.Value);
}
