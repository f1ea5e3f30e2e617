using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Demo;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>A passkey is made and used, with Chromium's virtual authenticator (WebAuthn).</summary>
public class PasskeyTests(Chromium chromium, Town town)
{
    [Fact]
    public async Task She_makes_a_passkey_and_signs_in_with_it()
    {
        Chromium.Needed();
        await using var window = await Window.Open(chromium.Browser, town.Site.Origin("11classes.localhost"));
        await Authenticator(window);
        await window.SignIn(DemoSchools.Email("owner", "11classes"), DemoSchools.Password);

        await window.Go("/account/passkeys");
        await window.Find("[data-passkey=create] [name=name]").FillAsync("My laptop");
        await window.Find("[data-passkey=create] [name=current]").FillAsync(DemoSchools.Password);
        await window.Press("[data-passkey=create] button");
        Assert.Contains("My laptop", await window.Text(), StringComparison.Ordinal);

        await window.Find(".menu:not(.language-menu) summary").ClickAsync();
        await window.Press("form[action='/sign-out'] button");
        await window.Go("/sign-in");
        await window.Press("[data-passkey=get] button");

        await window.Go("/account");
        Assert.Equal("/account", window.Path);
        Assert.Empty(window.Complaints);
    }

    private static async Task Authenticator(Window window)
    {
        var protocol = await window.Context.NewCDPSessionAsync(window.Page);
        await protocol.SendAsync("WebAuthn.enable");
        await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
