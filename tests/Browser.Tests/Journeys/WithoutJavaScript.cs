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
}
