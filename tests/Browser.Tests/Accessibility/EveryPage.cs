using Darsgah.Browser.Tests.Support;
using Microsoft.Playwright;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>Looks at one page in English by day and right to left by night, narrow and wide.</summary>
public abstract class EveryPage(Desk desk, Town town) : IClassFixture<Desk>
{
    internal async Task Inspect(string name, Kind kind)
    {
        Chromium.Needed();
        var faults = new List<string>();

        foreach (var (language, colours) in new[] { ("en", ColorScheme.Light), (kind.Rtl, ColorScheme.Dark) })
        {
            string In(string text) => town.Fill(text).Replace("{language}", language, StringComparison.Ordinal);

            var window = desk.Window;
            await window.Begin(town.Site.Origin(kind.Host + ".localhost"), colours);
            await window.Speak(language);

            if (kind.Who is { } who)
                await window.Become(town.Visitors[$"{In(who)}@{kind.Host}"]);

            await window.Go(In(kind.Path), kind.Status);

            if (kind.Then is { } then)
                await then(window);

            if (await window.Find("html").GetAttributeAsync("lang") != language)
                faults.Add($"It is not shown in {language}.");

            faults.AddRange(await Inspection.Of(window));
        }

        Inspection.Report(name, faults);
    }
}
