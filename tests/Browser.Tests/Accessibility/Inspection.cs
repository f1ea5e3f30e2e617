using System.Globalization;
using Darsgah.Browser.Tests.Support;
using Deque.AxeCore.Commons;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>What every page owes to everybody, on a phone and on a desk.</summary>
internal static class Inspection
{
    /// <summary>Narrowest and usual widths, CSS pixels. 320 and 400 % zoom reflow alike (WCAG 2.2, 1.4.10).</summary>
    private static readonly int[] widths = [360, 1440];

    private static readonly string[] rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

    private static readonly string axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is wrong with the page that is shown, each with language and width; empty where nothing is.</summary>
    public static async Task<IReadOnlyList<string>> Of(Window window)
    {
        var faults = new List<string>();
        var language = await window.Find("html").GetAttributeAsync("lang");

        // In the page itself: the library's own runner opens one more window for each run.
        await window.Page.EvaluateAsync(axe);

        foreach (var width in widths)
        {
            await window.Page.SetViewportSizeAsync(width, 800);

            if (await Overflow(window) is { Length: > 0 } wide)
                faults.Add($"{language} {width} px: wider than the window: {wide}");

            faults.AddRange((await Violations(window)).Select(violation => $"{language} {width} px: {violation}"));
        }

        faults.AddRange(window.Complaints.Select(complaint => $"{language}: {complaint}"));
        return faults;
    }

    /// <summary>Fails with the page's name and all that is wrong with it.</summary>
    public static void Report(string page, IReadOnlyCollection<string> faults) =>
        Assert.True(faults.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{page}: {faults.Count} faults\n{string.Join('\n', faults)}"));

    private static Task<string[]> Violations(Window window) => window.Page.EvaluateAsync<string[]>(
        """
        async (rules) => {
          const found = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
          return found.violations.map((violation) =>
            `${violation.id} (${violation.help}): ${violation.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`);
        }
        """,
        rules);

    // The elements that stick out, not only that something does.
    private static Task<string> Overflow(Window window) => window.Page.EvaluateAsync<string>(
        """
        () => {
          const root = document.documentElement;

          if (root.scrollWidth <= root.clientWidth) return '';

          const out = [...document.body.querySelectorAll('*')].filter((element) => {
            const box = element.getBoundingClientRect();
            return box.width > 0 && (box.right > root.clientWidth + 1 || box.left < -1);
          });

          return `${root.scrollWidth} > ${root.clientWidth} ` + out.slice(-3).map((element) => element.outerHTML.slice(0, 160)).join(' | ');
        }
        """);
}
