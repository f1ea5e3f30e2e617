using Finbuckle.MultiTenant;
using Finbuckle.MultiTenant.Abstractions;
using Finbuckle.MultiTenant.AspNetCore;
using Finbuckle.MultiTenant.AspNetCore.Extensions;
using Finbuckle.MultiTenant.AspNetCore.Routing;
using Finbuckle.MultiTenant.AspNetCore.Strategies;
using Finbuckle.MultiTenant.Extensions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>What Finbuckle 10.1 does, in the part that the gateway uses.</summary>
public class MultiTenantTests
{
    [Theory]
    [InlineData("", "__tenant__", null)]
    [InlineData("initech", "__tenant__", "initech")]
    [InlineData("Initech", "__tenant__", "Initech")]
    [InlineData("example.com", "__tenant__", "example.com")]
    [InlineData("abc.com.test.", "__tenant__.", null)]
    [InlineData("abc", "__tenant__.", null)]
    [InlineData("abc", ".__tenant__", null)]
    [InlineData("abc", ".__tenant__.", null)]
    [InlineData("abc-cool.org", "__tenant__-cool.org", "abc")]
    [InlineData("abc.com.test", "__tenant__.*", "abc")]
    [InlineData("abc", "__tenant__.*", "abc")]
    [InlineData("www.example.test", "?.__tenant__.?", "example")]
    [InlineData("www.example.test", "?.__tenant__.*", "example")]
    [InlineData("www.example", "?.__tenant__.*", "example")]
    [InlineData("www.example.r", "?.__tenant__.?.*", "example")]
    [InlineData("www.example.r.f", "?.__tenant__.?.*", "example")]
    [InlineData("example.ok.test", "*.__tenant__.?.?", "example")]
    [InlineData("w.example.ok.test", "*.?.__tenant__.?.?", "example")]
    public async Task The_host_strategy_reads_the_identifier_by_its_template(string host, string template, string? identifier)
    {
        var context = new DefaultHttpContext { Request = { Host = new HostString(host) } };

        Assert.Equal(identifier, await new HostStrategy(template).GetIdentifierAsync(context));
    }

    [Theory]
    [InlineData("*.__tenant__.*")]
    [InlineData("*a.__tenant__")]
    [InlineData("a*a.__tenant__")]
    [InlineData("-*-.__tenant__")]
    [InlineData("__tenant__.-?")]
    [InlineData("__tenant__.?-")]
    [InlineData("")]
    [InlineData("     ")]
    [InlineData(null)]
    public void A_template_that_is_none_is_refused(string? template)
    {
        Assert.Throws<MultiTenantException>(() => new HostStrategy(template!));
    }

    [Fact]
    public async Task The_host_strategy_knows_nothing_but_requests()
    {
        Assert.Null(await new HostStrategy("__tenant__").GetIdentifierAsync(new object()));
    }

    [Fact]
    public async Task The_first_store_that_knows_the_tenant_is_believed()
    {
        var context = await Resolved("one", new Store("two"), new Store("one"), new Store("one", id: "later"));

        Assert.Equal("1", context.TenantInfo?.Id);
        Assert.IsType<Strategy>(context.StrategyInfo!.Strategy);
        Assert.Equal(typeof(Store), context.StoreInfo!.StoreType);
    }

    [Fact]
    public async Task A_tenant_that_no_store_knows_is_unresolved_and_the_request_goes_on()
    {
        var context = await Resolved("three", new Store("one"));

        Assert.False(context.IsResolved);
        Assert.Null(context.TenantInfo);
    }

    [Fact]
    public async Task A_store_that_fails_counts_as_not_knowing_the_tenant()
    {
        var context = await Resolved("one", new Store("one") { Fails = true }, new Store("one", id: "second"));

        Assert.Equal("second", context.TenantInfo?.Id);
    }

    [Fact]
    public async Task A_strategy_that_fails_stops_the_request()
    {
        await Assert.ThrowsAsync<MultiTenantException>(() => Resolved(identifier: null, new Store("one")));
    }

    [Fact]
    public async Task The_strategy_of_the_highest_priority_is_asked_first()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddMultiTenant<Info>()
            .WithStrategy(ServiceLifetime.Singleton, _ => new Strategy("low"))
            .WithStrategy(ServiceLifetime.Singleton, _ => new Strategy("high") { Priority = 1 })
            .WithStore(ServiceLifetime.Singleton, _ => new Store("low"))
            .WithStore(ServiceLifetime.Singleton, _ => new Store("high", id: "high"));
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();

        var context = await scope.ServiceProvider.GetRequiredService<ITenantResolver<Info>>().ResolveAsync(new object());

        Assert.Equal("high", context.TenantInfo?.Id);
    }

    [Fact]
    public async Task The_accessor_tells_the_same_within_the_request_and_nothing_after_it()
    {
        string? within = null;
        IMultiTenantContextAccessor<Info>? accessor = null;

        await Run("one", [new Store("one")], http =>
        {
            accessor = http.RequestServices.GetRequiredService<IMultiTenantContextAccessor<Info>>();
            within = accessor.MultiTenantContext.TenantInfo?.Id;
        });

        Assert.Equal("1", within);
        Assert.False(accessor!.MultiTenantContext.IsResolved);
    }

    [Fact]
    public async Task An_excluded_endpoint_has_no_tenant()
    {
        var excluded = new Endpoint(_ => Task.CompletedTask, new([new ExcludeFromMultiTenantResolutionAttribute()]), "excluded");
        IMultiTenantContext<Info>? context = null;

        await Run("one", [new Store("one")], http => context = http.GetMultiTenantContext<Info>(), excluded);

        Assert.False(context!.IsResolved);
    }

    private static async Task<IMultiTenantContext<Info>> Resolved(string? identifier, params Store[] stores)
    {
        IMultiTenantContext<Info>? context = null;
        await Run(identifier, stores, http => context = http.GetMultiTenantContext<Info>());
        return context!;
    }

    private static async Task Run(string? identifier, Store[] stores, Action<HttpContext> look, Endpoint? endpoint = null)
    {
        var services = new ServiceCollection().AddLogging();
        var builder = services.AddMultiTenant<Info>().WithStrategy(ServiceLifetime.Singleton, _ => new Strategy(identifier));

        foreach (var store in stores)
            builder.WithStore(ServiceLifetime.Scoped, _ => store);

        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.SetEndpoint(endpoint);

        var pipeline = new ApplicationBuilder(provider).UseMultiTenant();
        pipeline.Run(context =>
        {
            look(context);
            return Task.CompletedTask;
        });

        await pipeline.Build()(http);
    }

    private sealed record Info(string Id, string Identifier) : ITenantInfo;

    private sealed class Strategy(string? identifier) : IMultiTenantStrategy
    {
        public int Priority { get; init; }

        public Task<string?> GetIdentifierAsync(object context) =>
            identifier is null ? throw new InvalidOperationException("no identifier") : Task.FromResult<string?>(identifier);
    }

    private sealed class Store(string identifier, string id = "1") : IMultiTenantStore<Info>
    {
        public bool Fails { get; init; }

        public Task<Info?> GetByIdentifierAsync(string wanted) =>
            Fails ? throw new IOException("broken")
            : Task.FromResult(wanted == identifier ? new Info(id, identifier) : null);

        public Task<Info?> GetAsync(string wanted) => Task.FromResult<Info?>(null);

        public Task<bool> AddAsync(Info tenantInfo) => Task.FromResult(false);

        public Task<bool> UpdateAsync(Info tenantInfo) => Task.FromResult(false);

        public Task<bool> RemoveAsync(string wanted) => Task.FromResult(false);

        public Task<IEnumerable<Info>> GetAllAsync() => Task.FromResult<IEnumerable<Info>>([]);

        public Task<IEnumerable<Info>> GetAllAsync(int take, int skip) => GetAllAsync();
    }
}
