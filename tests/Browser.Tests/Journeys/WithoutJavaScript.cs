using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>Everything a student needs works in a browser that runs no script.</summary>
public class WithoutJavaScript(Chromium chromium, Town town)
{
    [Fact]
    public async Task A_student_signs_up_learns_and_gets_her_certificate()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("mbtelm.localhost"), script: false);

        await window.SignUp(town.Site, "plain@mbtelm.example");
        var code = await window.Learn("first-budget", lessons: 3, "Ahmad Wali");

        await window.Go("/verify/" + code);
        Assert.Contains("Ahmad Wali", await window.Text("[data-valid=true]"), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_student_answers_a_quiz_and_has_a_video_with_its_captions()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("belimon.localhost"), script: false);

        await window.SignUp(town.Site, "plain@belimon.example");
        await window.Go("/courses/sourdough");
        await window.Press();
        await window.Go("/courses/sourdough/lessons/rise");
        Assert.True(await window.Has("main video[controls]"));
        Assert.Equal(1, await window.Find("main video track[kind=captions]").CountAsync());
        Assert.Contains("six hours", await window.Find("main [data-transcript]").First.TextContentAsync() ?? "", StringComparison.Ordinal);

        await window.Go("/courses/sourdough/lessons/dough");
        await window.Press(".lesson-end form button");
        await window.Go("/courses/sourdough/lessons/check");
        await window.Press("main .panel form[method=post] button");
        await window.Type("a-water", "420");
        await window.Tick("a-salt", "true");
        await window.Press("button[name=do][value=end]");
        await window.Press("main form[action$='/end'] button");

        Assert.EndsWith("/quiz/1", window.Path, StringComparison.Ordinal);
        Assert.Contains("3 of 19", await window.Text(), StringComparison.Ordinal);
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task An_author_sends_a_cover()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("belimon.localhost"), script: false);
        await window.Become(town.Visitors["owner@belimon"]);

        await window.Go("/admin/courses/sourdough/cover");
        await window.Find("#file").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = "jar.png",
            MimeType = "image/png",
            Buffer = Darsgah.Gateway.Demo.Made.PictureFile.Rings(Darsgah.Gateway.Shell.BrandColour.Default, 3),
        });
        await window.Press("main form[enctype] button");
        await window.Type("cover_alt", "Rings like those of a tree");
        await window.Press("main form[action$='/cover'] .form-end button");

        await window.Go("/courses/sourdough");
        Assert.Equal("Rings like those of a tree", await window.Find("img.course-cover").GetAttributeAsync("alt"));
        Assert.Empty(window.Complaints);
    }
}
