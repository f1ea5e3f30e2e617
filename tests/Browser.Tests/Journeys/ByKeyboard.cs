using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Demo;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>Signing in and learning with the keyboard alone (WCAG 2.2, 2.1.1, 2.4.1, 2.4.3, 2.4.7, 2.4.11).</summary>
public class ByKeyboard(Chromium chromium, Town town)
{
    [Fact]
    public async Task The_skip_link_comes_first_is_seen_and_leads_past_the_menu()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("mbtelm.localhost"));
        await window.Go("/");

        await window.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await Focused(window, "getAttribute('href')"));
        Assert.True(await window.Page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().top >= 0"));

        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        Assert.True(await window.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
    }

    [Fact]
    public async Task She_signs_in_in_the_order_of_the_form_and_finishes_a_lesson()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("belimon.localhost"));
        await window.Go("/sign-in");

        await TabTo(window, "#login");
        await window.Page.Keyboard.TypeAsync(DemoSchools.Email("student", "belimon"));
        await Tab(window, "#password");
        await window.Page.Keyboard.TypeAsync(DemoSchools.Password);
        await Tab(window, "#remember");
        await window.Page.Keyboard.PressAsync("Space");
        Assert.True(await window.Find("#remember").IsCheckedAsync());
        await Tab(window, "main form[method=post] button");
        await Enter(window);
        Assert.True(await window.Has(".menu-name"), $"Signed in, she sees {window.Path}: {await window.Text()}");

        await window.Go("/courses/sourdough");
        await TabTo(window, "main form[method=post] button");
        await Enter(window);
        await TabTo(window, "main ol.rows a");
        await Enter(window);
        await TabTo(window, ".lesson-end button");
        await Enter(window);

        Assert.Equal(1, await window.Page.EvaluateAsync<int>("document.querySelector('main progress').value"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task She_puts_a_lesson_in_another_place_and_goes_on_from_there()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("11classes.localhost"));
        await window.Become(town.Visitors["owner@11classes"]);
        await window.Go("/admin/courses/better-meetings");
        var before = await Lessons(window);

        await TabTo(window, "button[value='down:time']");
        await Enter(window);
        string[] moved = [before[0], before[2], before[1], .. before[3..]];
        Assert.Equal(moved, await Lessons(window));
        Assert.Equal("lesson-time", await Focused(window, "id"));

        await TabTo(window, "button[value='up:time']");
        await Enter(window);
        Assert.Equal(before, await Lessons(window));
        Assert.Equal("lesson-time", await Focused(window, "id"));
        Assert.Empty(window.Complaints);
    }

    private static Task<string[]> Lessons(Window window) => window.Page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('[data-lesson]')].map(row => row.dataset.lesson)");

    // The focus goes there with one press, and can be seen.
    private static async Task Tab(Window window, string selector)
    {
        await window.Page.Keyboard.PressAsync("Tab");
        Assert.True(
            await window.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector),
            $"The focus is on {await Focused(window, "outerHTML")}, not on {selector}.");
        Assert.NotEqual("none", await window.Page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"), StringComparer.Ordinal);
    }

    private static async Task TabTo(Window window, string selector)
    {
        for (var presses = 0; presses < 60; presses++)
        {
            await window.Page.Keyboard.PressAsync("Tab");

            if (await window.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        Assert.Fail($"Sixty presses of Tab do not reach {selector} on {window.Path}.");
    }

    private static Task Enter(Window window) => window.Loading(() => window.Page.Keyboard.PressAsync("Enter"));

    private static Task<string> Focused(Window window, string what) =>
        window.Page.EvaluateAsync<string>("document.activeElement." + what);
}
