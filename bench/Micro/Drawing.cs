using Darsgah.Gateway.CommandLine;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Policies;

namespace Darsgah.Micro;

/// <summary>A page with the frame that all pages have, without the way to it.</summary>
public class Drawing
{
    private string folder = "";
    private WebApplication app = null!;
    private IResult page = null!;

    [GlobalSetup]
    public void Build()
    {
        folder = Directory.CreateTempSubdirectory("darsgah-micro-").FullName;
        app = Serving.Build(
            new ServeOptions("http://127.0.0.1:0", folder, Demo: false), builder => builder.Logging.ClearProviders());
        var overview = new PolicyOverview(Id<Document>.Parse("privacy"), [PolicyTexts.Head(1)], Current: 1, DraftRevision: 0);
        page = Page.Of<PolicyListPage, PolicyListModel>(new PolicyListModel([new(overview, new DocumentSet().Of(overview.Document))], OrderPrevails: false));
    }

    [GlobalCleanup]
    public void Remove()
    {
        app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Directory.Delete(folder, recursive: true);
    }

    [Benchmark]
    public async Task<long> PolicyList()
    {
        await using var scope = app.Services.CreateAsyncScope();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Response = { Body = body } };
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("school.example");
        http.Request.Path = "/policies";
        http.Features.Set(new PageContext
        {
            Brand = new SchoolBrand("School", BrandColour.Default),
            Language = UiLanguages.English,
            Path = "/policies",
        });
        app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await page.ExecuteAsync(http);

        return body.Length > 1_000 ? body.Length : throw new InvalidOperationException("The page is empty.");
    }
}
