using System.IO.Pipelines;
using Darsgah.Gateway.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Darsgah.Gateway.Tests.Api;

/// <summary>The body of a request that may be repeated is read twice; it lies in memory meanwhile, and only where that is honoured.</summary>
public class BodiesLaidAsideTests
{
    [Theory]
    [Trait("Rule", "B21")]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_body_is_kept_only_where_the_key_is_honoured_and_never_in_a_file(bool isHonoured, bool isKept)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers[Idempotency.Header] = "one";
        http.Request.Body = PipeReader.Create(new MemoryStream(new byte[1 << 20])).AsStream(); // cannot be read twice, as what comes over a wire
        http.SetEndpoint(new Endpoint(null, isHonoured ? new EndpointMetadataCollection(new HappensOnce()) : EndpointMetadataCollection.Empty, "test"));
        var sent = http.Request.Body;

        await new ApplicationBuilder(http.RequestServices).UseIdempotency().Build()(http);
        await http.Request.Body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.Equal(isKept, !ReferenceEquals(sent, http.Request.Body));
        Assert.Null((http.Request.Body as Microsoft.AspNetCore.WebUtilities.FileBufferingReadStream)?.TempFileName);
    }
}
