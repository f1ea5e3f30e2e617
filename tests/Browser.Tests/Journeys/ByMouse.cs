using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>The order of a course with the mouse; the keyboard does the same (<see cref="ByKeyboard"/>).</summary>
public class ByMouse(Chromium chromium, Town town)
{
    [Fact]
    public async Task She_drags_a_section_and_a_lesson_to_another_place()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("mathacademy.localhost"));
        await window.Become(town.Visitors["owner@mathacademy"]);

        // The whole page is in sight: nothing scrolls under the mouse.
        await window.Page.SetViewportSizeAsync(1280, 2400);
        await window.Go("/admin/courses/linear-equations");
        var (sections, lessons) = (await All(window, "section"), await All(window, "lesson"));
        Assert.Equal(["balance", "further"], sections);
        var moved = await window.Page.EvaluateAsync<string>("document.querySelector('[data-section=balance] [data-lesson]').dataset.lesson");

        // By its bar, to the bar of the other: before it.
        await Drag(window, "[data-section=further] [data-section-bar]", "[data-section=balance] [data-section-bar]");
        Assert.Equal(["further", "balance"], await All(window, "section"));

        await Drag(window, $"[data-lesson={moved}]", "[data-section=further] [data-section-bar]");
        Assert.Equal("further", await SectionOf(window, moved));

        // And back, as the others who look at this town know it.
        await Drag(window, $"[data-lesson={moved}]", "[data-section=balance] [data-lesson]");
        await Drag(window, "[data-section=balance] [data-section-bar]", "[data-section=further] [data-section-bar]");
        Assert.Equal(sections, await All(window, "section"));
        Assert.Equal(lessons, await All(window, "lesson"));
        Assert.Empty(window.Complaints);
    }

    // Onto the upper edge: before it.
    private static Task Drag(Window window, string what, string onto) => window.Loading(() => window.Page.DragAndDropAsync(
        what, onto, new() { SourcePosition = new() { X = 12, Y = 12 }, TargetPosition = new() { X = 12, Y = 2 } }));

    private static Task<string> SectionOf(Window window, string lesson) =>
        window.Page.EvaluateAsync<string>("id => document.querySelector(`[data-lesson='${id}']`).closest('[data-section]').dataset.section", lesson);

    private static Task<string[]> All(Window window, string what) => window.Page.EvaluateAsync<string[]>(
        "what => [...document.querySelectorAll(`[data-${what}]`)].map(part => part.dataset[what]).filter(id => id !== '-')", what);
}
