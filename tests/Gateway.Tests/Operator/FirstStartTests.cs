using Darsgah.Gateway.Demo;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Operator;

/// <summary>What every start prints, whatever the crash before it left behind.</summary>
public class FirstStartTests
{
    [Fact]
    [Trait("Threat", "SEC-K01")]
    public async Task A_school_whose_founding_was_cut_off_before_its_host_does_not_stop_the_start()
    {
        await using var site = await Site.Open();
        var (whole, half) = (await site.CreateSchool("whole"), await site.CreateSchool("half"));
        await site.In(half, grains => grains.School.RemoveHost(half.Hosts[0]));
        await using var printed = new StringWriter();

        await FirstStart.Run(site.Services, demo: false, printed);

        Assert.Contains($"http://{whole.Hosts[0]}:{site.Port}/", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("school route half <host>", printed.ToString(), StringComparison.Ordinal);
    }
}
