using System.Text;
using Darsgah.Browser.Tests.Accessibility;
using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Demo;
using Darsgah.Gateway.Demo.Made;
using Microsoft.Playwright;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>A course with a film and a quiz, from its author's first click to her student's grade.</summary>
public class TeachingWithAFilm(Chromium chromium, Town town)
{
    private const string Course = "/admin/courses/rising";
    private const string Words = "WEBVTT\n\n00:00.000 --> 00:05.000\nThe dough rises.\n";

    [Fact]
    public async Task An_author_makes_it_and_a_student_watches_answers_and_sees_her_grade()
    {
        Chromium.Needed();
        await Make();

        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("belimon.localhost"));
        await window.SignUp(town.Site, "watcher@belimon.example");
        await window.Go("/courses/rising");
        await window.Press();
        await window.Press("main ol.rows a >> nth=0");

        Inspection.Report("a film", await Inspection.Of(window));

        // The captions are there, and what has been played is told to the server: its answer finishes the lesson.
        Assert.Equal(1, await window.Page.EvaluateAsync<int>("document.querySelector('main video').textTracks.length"));
        await window.Page.EvaluateAsync("(async () => { const film = document.querySelector('main video'); film.muted = true; film.playbackRate = 8; await film.play(); })()");
        await window.Find("[data-done]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Visible });

        await window.Go("/courses/rising");
        await window.Press("main ol.rows a >> nth=1");
        await window.Press("main .panel form[method=post] button");
        await window.Tick("a-" + await Question(window), "true");
        await window.Press("button[name=do][value=end]");
        await window.Press("main form[action$='/end'] button");

        Assert.Contains("1 of 1", await window.Text(), StringComparison.Ordinal);
        await window.Go("/courses/rising");
        Assert.Equal(2, await window.Page.EvaluateAsync<int>("document.querySelector('main progress').value"));
        Assert.Empty(window.Complaints);
    }

    private async Task Make()
    {
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("belimon.localhost"));
        await window.SignIn(DemoSchools.Email("owner", "belimon"), DemoSchools.Password);

        await window.Go("/admin/courses/new");
        await window.Type("slug", "rising");
        await window.Type("title", "Rising");
        await window.Tick("visibility", "Public");
        await window.Press("main form[data-about] button");

        await window.Go("/admin/media");
        await window.Find("#file").SetInputFilesAsync(
        [
            new FilePayload { Name = "rising.mp4", MimeType = "video/mp4", Buffer = FilmFile.RisingDough() },
            new FilePayload { Name = "rising.vtt", MimeType = "text/vtt", Buffer = Encoding.UTF8.GetBytes(Words) },
        ]);
        await window.Press("main form[data-upload] button[type=submit]");

        await window.Go(Course + "/lessons/new?kind=Video");
        await window.Type("title", "Watch");
        await window.Find("[name=media_file]").SelectOptionAsync(new SelectOptionValue { Label = "rising.mp4" });
        await window.Find("#captions-1").FillAsync("en");
        await window.Find("#captions-file-1").SelectOptionAsync(new SelectOptionValue { Label = "rising.vtt" });
        await window.Press("button[name=do][value=publish]");

        await window.Go(Course + "/lessons/new?kind=Quiz");
        await window.Type("title", "Answer");
        await window.Press("button[name=do][value=publish]");
        await window.Choose("kind", "TrueFalse");
        await window.Press("main form[method=get] button");
        await window.Type("text", "Did it rise?");
        await window.Tick("is_true", "true");
        await window.Press("main form[method=post] .form-end button");
        await window.Go(Course);
        await window.Press("button[value='publish-all']");
        Assert.Empty(window.Complaints);
    }

    // The question's id is made by the server.
    private static async Task<string> Question(Window window) =>
        (await window.Find("main input[type=radio]").First.GetAttributeAsync("name"))!["a-".Length..];
}
