using System.Collections.Immutable;
using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>The policy editor under two hands: it saves by itself, loses nothing, and is used by keys.</summary>
public sealed class EditorByHand(Chromium chromium) : IAsyncLifetime
{
    private const string English = "/admin/policies/privacy/edit/en";
    private const string Dari = "/admin/policies/privacy/edit/fa-AF";

    private readonly List<Window> windows = [];
    private Site site = null!;
    private School school = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsHere)
            return;

        site = await Site.Open(new SiteOptions
        {
            Clock = Sites.Today(),
            Routes = routes => routes.MapGet("/sign-in/as/{person}", async (Id<Person> person, TenantRequest request, HttpContext http) =>
            {
                var account = await request.Grains.Person(person).Account(PurposeUses.AccountChange);
                await SessionCookie.Issue(http, request.Tenant, account!, account!.Sessions[0].Id, remember: false);
                return Results.Text("in");
            }),
        });
        school = await site.CreateSchool("writing", RulesPresets.ConvenienceTranslations("en"));
        var english = Text("en", "What we keep", "Your name.", "Your rights", "Ask us.");
        await Save(english);
        await Save(Text("fa-AF", "چه نگه می‌داریم", "نام شما.", "حقوق شما", "بپرسید.").MadeFrom(english));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
            await window.DisposeAsync();

        if (site is not null)
            await site.DisposeAsync();
    }

    [Fact]
    public async Task Two_write_at_once_in_two_windows_and_nothing_is_lost()
    {
        Chromium.Needed();
        var (ada, eve) = (await Editor(English), await Editor(English));

        await ada.Type("s0-text", "Your first name.");
        await Leave(ada, "Saved");
        await eve.Type("s1-text", "Ask us twice.");
        await Leave(eve, "Saved");

        // Eve's page has what Ada wrote, beside what she wrote herself.
        Assert.Equal("Your first name.", await eve.Find("#s0-text").InputValueAsync());
        Assert.Equal(["Your first name.", "Ask us twice."], await Bodies("en"));

        await ada.Type("s1-text", "Ask us by mail.");
        await Leave(ada, "somebody else changed the same text");
        Assert.Equal(["Your first name.", "Ask us twice."], await Bodies("en"));

        // She looks at both, from where both began, and decides.
        await ada.Press("[data-save]");
        Assert.Contains("twice", await ada.Text("[data-way='editor.theirs_changed'] ins"), StringComparison.Ordinal);
        Assert.Contains("by mail", await ada.Text("[data-way='editor.yours_changed'] ins"), StringComparison.Ordinal);
        await ada.Type("s1-text", "Ask us twice by mail.");
        await ada.Press("[data-save]");

        Assert.Equal(["Your first name.", "Ask us twice by mail."], await Bodies("en"));
        Assert.All(windows, NoComplaints);
    }

    [Fact]
    public async Task What_is_typed_is_saved_ten_seconds_after_the_last_key_and_leaving_before_that_warns()
    {
        Chromium.Needed();
        var ada = await Editor(English, clock: true);
        var (asked, warned) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ada.Page.Dialog += async (_, dialog) =>
        {
            asked++;
            await dialog.DismissAsync();
            warned.TrySetResult();
        };

        // Typed by hand: a browser warns only whoever has touched the page.
        await ada.Find("#s0-text").ClickAsync();
        await ada.Page.Keyboard.PressAsync("Control+End");
        await ada.Page.Keyboard.TypeAsync(" Once.");
        await Says(ada, "Not saved yet");
        var reload = ada.Page.EvaluateAsync("location.reload()");
        await warned.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await reload;
        Assert.Equal("Your name.", (await Bodies("en"))[0]);

        await ada.Page.Clock.FastForwardAsync(10_000);
        await Says(ada, "Saved");

        Assert.Equal("Your name. Once.", (await Bodies("en"))[0]);
        await ada.Go(English);
        Assert.Equal(1, asked);
        NoComplaints(ada);
    }

    [Fact]
    public async Task A_translator_goes_by_keys_from_what_is_stale_to_what_is_stale()
    {
        Chromium.Needed();
        var ada = await Editor(English);
        await ada.Type("s1-text", "Ask us, and we answer.");
        await ada.Page.Keyboard.PressAsync("Control+s");
        await Says(ada, "Saved");
        var eve = await Editor(Dari);

        await eve.Page.Keyboard.PressAsync("Alt+ArrowDown");
        Assert.Equal("opening-heading", await Focused(eve));
        await eve.Page.Keyboard.PressAsync("Alt+ArrowDown");
        Assert.Equal("s0-number", await Focused(eve));
        await eve.Page.Keyboard.PressAsync("F8");
        Assert.Equal("s1-number", await Focused(eve));
        Assert.Contains("and we answer", await eve.Text("#s1 [data-marks] ins"), StringComparison.Ordinal);

        await eve.Page.Keyboard.PressAsync("Tab");
        await eve.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("s1-text", await Focused(eve));
        await eve.Page.Keyboard.PressAsync("Control+a");
        await eve.Page.Keyboard.InsertTextAsync("بپرسید، پاسخ می‌دهیم.");
        await eve.Page.Keyboard.PressAsync("Control+s");
        await Says(eve, "Saved");
        await eve.Go(Dari);

        Assert.False(await eve.Has("[data-to-do]"));
        Assert.Equal(["نام شما.", "بپرسید، پاسخ می‌دهیم."], await Bodies("fa-AF"));
        Assert.All(windows, NoComplaints);
    }

    [Fact]
    public async Task Sections_are_dragged_and_moved_by_keys_and_a_phone_shows_one_side_at_a_time()
    {
        Chromium.Needed();
        var ada = await Editor(English);

        await ada.Find("[data-order] summary").ClickAsync();
        await ada.Loading(() => ada.Page.DragAndDropAsync("[data-grip='0']", "[data-grip='1']"));
        Assert.Equal("Ask us.", await ada.Find("#s0-text").InputValueAsync());
        await ada.Find("#s1-text").FocusAsync();
        await ada.Loading(() => ada.Page.Keyboard.PressAsync("Alt+Shift+ArrowUp"));
        Assert.Equal("Your name.", await ada.Find("#s0-text").InputValueAsync());

        await ada.Find("[data-variables] summary").ClickAsync();
        await ada.Type("s0-text", "");
        await ada.Find("[data-insert='{{school.name}}']").ClickAsync();
        Assert.Equal("{{school.name}}", await ada.Find("#s0-text").InputValueAsync());
        await ada.Press("[data-save]");

        var eve = await Editor(Dari);
        Assert.True(await eve.Has("#s0 .side-source") && await eve.Has("#s0 .side-translation"));
        await eve.Page.SetViewportSizeAsync(360, 800);
        Assert.True(!await eve.Has("#s0 .side-source") && await eve.Has("#s0 .side-translation"));
        await eve.Find("#side-source").CheckAsync();
        Assert.True(await eve.Has("#s0 .side-source") && !await eve.Has("#s0 .side-translation"));
        await eve.Find("#side-both").CheckAsync();
        Assert.True(await eve.Has("#s0 .side-source") && await eve.Has("#s0 .side-translation"));
        Assert.All(windows, NoComplaints);
    }

    private static PolicyText Text(string language, string first, string kept, string second, string rights) => new(
        language,
        [new PolicySection("what-we-keep", 1, "1.", first, kept), new PolicySection("your-rights", 1, "2.", second, rights)],
        "Privacy");

    // A save whose connection broke is tried again, and that it was saved is what these look at.
    private static void NoComplaints(Window window) =>
        Assert.DoesNotContain(window.Complaints, complaint => !complaint.Contains("net::ERR_", StringComparison.Ordinal));

    private static Task<string> Focused(Window window) => window.Page.EvaluateAsync<string>("document.activeElement.name");

    private static async Task Leave(Window window, string says)
    {
        await window.Page.EvaluateAsync("document.activeElement.blur()");
        await Says(window, says);
    }

    private static Task Says(Window window, string words) => Assertions.Expect(window.Find("[data-status]"))
        .ToContainTextAsync(words, new LocatorAssertionsToContainTextOptions { Timeout = 30_000 });

    private async Task<Window> Editor(string path, bool clock = false)
    {
        var window = await Window.Open(chromium.Browser, site.Origin(school.Hosts[0]));
        windows.Add(window);

        if (clock)
            await window.Page.Clock.InstallAsync(new ClockInstallOptions { TimeDate = site.Clock.GetUtcNow().UtcDateTime });

        var account = await site.In(school, async grains =>
        {
            var id = Id<Person>.New(site.Clock);
            var made = await grains.Person(id).Create(
                new PersonAccount(id, 0)
                {
                    Email = $"{id}@example.org",
                    EmailConfirmed = true,
                    Roles = [Role.Admin],
                    SecurityStamp = "stamp",
                    Sessions = [new Session("session", site.Clock.GetUtcNow(), "test")],
                },
                []);

            return await Accounts.Enlist(grains, made.Value!);
        });
        await window.Go($"/sign-in/as/{account.Id}");
        await window.Go(path);

        // From here on time passes only as the test says.
        if (clock)
            await window.Page.Clock.PauseAtAsync(site.Clock.GetUtcNow().UtcDateTime.AddHours(1));

        return window;
    }

    private Task<PolicyDraft> Save(PolicyText text) => site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        return (await policy.Save(text, (await policy.Draft()).Revision, "test")).Value!;
    });

    private Task<ImmutableArray<string>> Bodies(string language) => site.In(school, async grains =>
        (await grains.Policy(Documents.Privacy).Draft()).Texts[language].Sections.Select(section => section.Markdown).ToImmutableArray());
}
