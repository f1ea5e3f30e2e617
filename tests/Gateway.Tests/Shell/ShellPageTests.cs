using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Darsgah.Gateway.Tests.Shell;

/// <summary>A whole page in its frame, over HTTP.</summary>
public sealed class ShellPageTests : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private WebApplication app = default!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddShell().AddConsent().AddAntiforgery().AddSingleton(new ShellAssets(new EveryFile()));
        app = builder.Build();
        app.Use((http, next) =>
        {
            http.Features.Set(RenderedPage.Context(UiLanguages.Find(http.Request.Query["ui"])!) with
            {
                Path = http.Request.Path,
                Viewer = new Viewer("Ada"),
            });
            return next(http);
        });
        app.MapGet("/plain", () => Page.Of<NotePage, string>("Hello"));
        app.MapGet("/refused", () => Page.Of<NotePage, string>("Hello", Error.Conflict("consent.choose", "Choose.")));
        app.MapBrand();
        await app.StartAsync(TestContext.Current.CancellationToken);
        client.BaseAddress = new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    [Theory]
    [InlineData("en", "<html lang=\"en\" dir=\"ltr\">")]
    [InlineData("fa-AF", "<html lang=\"fa-AF\" dir=\"rtl\">")]
    [InlineData("ar", "<html lang=\"ar\" dir=\"rtl\">")]
    public async Task The_document_names_its_language_and_direction(string tag, string expected)
    {
        var html = await client.GetStringAsync(new Uri($"/plain?ui={tag}", UriKind.Relative));

        Assert.StartsWith("<!DOCTYPE html>", html, StringComparison.Ordinal);
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("<a class=\"skip\" href=\"#main\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_title_names_the_page_and_the_school()
    {
        var html = await client.GetStringAsync(new Uri("/plain?ui=fa-AF", UriKind.Relative));

        Assert.Contains("<title>یادداشت · مکتب شمال</title>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_a_page_is_inline_that_the_security_policy_forbids()
    {
        var html = await client.GetStringAsync(new Uri("/plain?ui=en", UriKind.Relative));

        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" on", html.Split("<body", 2)[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_form_in_the_account_menu_carries_its_token()
    {
        var answer = await client.GetAsync(new Uri("/plain?ui=en", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Contains("name=\"__RequestVerificationToken\" value=\"CfDJ8", html, StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_refused_page_has_the_refusals_status_and_says_why()
    {
        var answer = await client.GetAsync(new Uri("/refused?ui=ar", UriKind.Relative), TestContext.Current.CancellationToken);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(StatusCodes.Status409Conflict, (int)answer.StatusCode);
        Assert.Contains("data-code=\"consent.choose\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schools_colour_is_a_stylesheet_of_its_own()
    {
        var answer = await client.GetAsync(new Uri("/brand.css?v=0f5c63&ui=en", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("--brand: #0f5c63;", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Layout(typeof(SiteShell))]
    private sealed class NotePage : PageOf<string>
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<PageHead>(0);
            builder.AddComponentParameter(1, "Title", "یادداشت");
            builder.CloseComponent();
            builder.OpenComponent<RefusalNotice>(2);
            builder.AddComponentParameter(3, "Refusal", Refusal);
            builder.CloseComponent();
            builder.AddContent(4, Model);
        }
    }

    /// <summary>A web root in which every file exists and is empty; the real one belongs to the host's tests.</summary>
    private sealed class EveryFile : IFileProvider
    {
        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath) => new Empty(subpath);

        public Microsoft.Extensions.Primitives.IChangeToken Watch(string filter) => NullChangeToken.Singleton;

        private sealed record Empty(string Name) : IFileInfo
        {
            public bool Exists => true;

            public bool IsDirectory => false;

            public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

            public long Length => 0;

            public string? PhysicalPath => null;

            public Stream CreateReadStream() => Stream.Null;
        }
    }
}
