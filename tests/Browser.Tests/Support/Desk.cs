namespace Darsgah.Browser.Tests.Support;

/// <summary>One window for all tests of a class, one after another: a new one costs more than what they look at.</summary>
public sealed class Desk(Chromium chromium) : IAsyncLifetime
{
    private Window? window;

    public Window Window => window ?? throw new InvalidOperationException("There is no Chromium; ask Needed first.");

    public async ValueTask InitializeAsync()
    {
        if (Chromium.IsHere)
            window = await Window.Open(chromium.Browser, new Uri("http://nowhere.localhost"));
    }

    public async ValueTask DisposeAsync()
    {
        if (window is not null)
            await window.DisposeAsync();
    }
}
