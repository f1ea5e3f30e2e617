using Darsgah.TestKit;

namespace Darsgah.Browser.Tests.Support;

/// <summary>What people do at a school, with the pages' own fields and buttons.</summary>
internal static class SchoolPages
{
    public const string Password = "correct horse battery";

    /// <summary>Opens the first letter to an address that says something, and follows its link.</summary>
    public static async Task FollowMail(this Window window, Site site, string address, string words = "")
    {
        var letter = await site.Post().Wait(address, words);

        await window.Go("/dev/mail");
        await window.Press($"main a[href='/dev/mail/{letter.Id}']");
        await window.Press("main .mail-link");
    }

    /// <summary>Chooses her password through the mailed link, which lets her in.</summary>
    public static async Task TakeInvitation(this Window window, Site site, string address)
    {
        await window.FollowMail(site, address);
        await window.Type("password", Password);
        await window.Press();
    }

    /// <summary>Signs up with what the school asks for, and confirms the address through the mailed link, which lets her in.</summary>
    public static async Task SignUp(this Window window, Site site, string address, string host = "")
    {
        await window.Go("/sign-up");
        await window.Type("email", address);
        await window.Type("password", Password);

        if (await window.Has("main [name=name]"))
            await window.Type("name", "Ahmad Wali");

        await window.Press();
        await window.FollowMail(site, address, host);
        await window.Press();
    }

    public static async Task SignIn(this Window window, string login, string password = Password)
    {
        await window.Go("/sign-in");
        await window.Type("login", login);
        await window.Type("password", password);
        await window.Press();
    }

    /// <summary>Joins a course, reads its lessons and takes its certificate.</summary>
    /// <returns>The certificate's code.</returns>
    public static async Task<string> Learn(this Window window, string course, int lessons, string name)
    {
        await window.Go("/courses/" + course);
        await window.Press();
        await window.Press("main ol.rows a");

        for (var read = 0; read < lessons; read++)
            await window.Press(".lesson-end form button");

        await window.Go("/certificates/" + course);

        if (await window.Has("main [name=name]"))
            await window.Type("name", name);

        await window.Press();
        return await window.Find(".certificate").GetAttributeAsync("data-code") ?? "";
    }
}
