using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Faults;

/// <summary>The product on a data folder in which one school's file was cut off.</summary>
public sealed class DamagedSchoolTests
{
    [Fact, Trait("Threat", "SEC-K10")]
    public async Task A_damaged_school_is_named_and_down_alone_until_its_file_is_put_back()
    {
        await using var site = await Site.Open();
        var north = await site.CreateSchool("north");
        var south = await site.CreateSchool("south");
        await site.Leave();
        var file = Path.Combine(site.Folder, "tenants", north.Id.Value, "school.db");
        var whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(file, whole[..^5000], TestContext.Current.CancellationToken);
        await site.Restart();

        var damaged = await site.Visit(north).Get("/");
        var other = await site.Visit(south).Get("/");
        var found = await site.Services.GetRequiredService<StoreCheck>().All();

        Assert.Equal((503, "school.damaged"), (damaged.Status, damaged.Code));
        Assert.Equal(200, other.Status);
        Assert.Equal(200, (await site.Visit(south).Get("/sign-up")).Status);
        Assert.All(found.Findings, finding => Assert.Equal((north.Id.Value, file), (finding.Tenant, finding.File)));
        Assert.NotEmpty(found.Findings);

        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        site.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(200, (await site.Visit(north).Get("/")).Status);
    }
}
