using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.Isolation;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Finbuckle.MultiTenant.AspNetCore.Routing;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>Whatever a school's host answers names the policy it answers under (M05).</summary>
[Trait("Rule", "M05")]
public class PolicyRelationTests(Campus campus)
{
    private const string Privacy = "</policies/privacy>; rel=\"privacy-policy\"";
    private const string Terms = "</policies/terms>; rel=\"terms-of-service\"";

    [Fact]
    public async Task Every_route_by_every_method_names_the_policies_in_force()
    {
        var school = await campus.SchoolWithPolicy(new());
        await campus.Publish(school, Id<Document>.Parse("terms"), ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "Terms."));
        var visitor = campus.Site.Visit(school);
        var without = new List<string>();

        // Probes of the process's health ask about no school.
        foreach (var operation in RouteTable.Of(campus.Site.Services)
            .Where(operation => operation.Endpoint.Metadata.GetMetadata<IExcludeFromMultiTenantResolutionMetadata>() is null))
        {
            var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path(_ => "1"));
            var links = (await visitor.Send(request)).Headers.GetValueOrDefault("link", "");

            if (!links.Contains(Privacy, StringComparison.Ordinal) || !links.Contains(Terms, StringComparison.Ordinal))
                without.Add(operation.ToString());
        }

        Assert.Equal([], without);
    }

    [Fact]
    public async Task A_page_from_memory_an_error_and_the_api_name_them_too_and_nothing_is_named_before_it_is_in_force()
    {
        var school = await campus.School();
        var visitor = campus.Site.Visit(school);
        Assert.False((await visitor.Get("/courses")).Headers.ContainsKey("link"));

        await campus.Publish(school, Campus.Text("en", "We keep your name."));

        foreach (var path in new[] { "/courses", "/courses", "/no-such-page", "/api/v1/courses", "/api/v1/nothing", "/robots.txt", "/account" })
            Assert.Equal(Privacy, (await visitor.Get(path)).Headers["link"]);

        // Beside the links that a page has of its own.
        Assert.Contains("rel=\"alternate\"", (await visitor.Get("/policies/privacy")).Headers["link"], StringComparison.Ordinal);
        Assert.Contains(Privacy, (await visitor.Get("/policies/privacy")).Headers["link"], StringComparison.Ordinal);
        Assert.False((await campus.Site.Visit(Site.PlatformHost).Get("/sign-in")).Headers.ContainsKey("link"));
    }
}
