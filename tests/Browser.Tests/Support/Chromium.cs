using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Darsgah.Browser.Tests.Support.Chromium))]

namespace Darsgah.Browser.Tests.Support;

/// <summary>The machine's own Chromium, started once for all tests. Nothing is downloaded.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Known =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    private static readonly string? program =
        Known.Prepend(Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "").FirstOrDefault(File.Exists);

    // Only this machine answers; a name of anybody else's is not even looked up.
    private static readonly string[] options =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
        "--host-resolver-rules=MAP *.localhost 127.0.0.1, MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ];

    private IPlaywright? driver;
    private IBrowser? browser;

    /// <summary>Whether there is a browser to test with.</summary>
    public static bool IsHere => program is not null;

    /// <summary>The running browser.</summary>
    public IBrowser Browser => browser ?? throw new InvalidOperationException("There is no Chromium; ask Needed first.");

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static void Needed() => Assert.SkipUnless(
        IsHere,
        "Browser tests need Chromium: 'apt-get install chromium' on Debian, or the path of a Chromium in CHROMIUM_PATH.");

    public async ValueTask InitializeAsync()
    {
        if (!IsHere)
            return;

        driver = await Playwright.CreateAsync();
        browser = await driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            ChromiumSandbox = false,
            Args = options,
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();

        driver?.Dispose();
    }
}
