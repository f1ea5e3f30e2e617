using System.Reflection;
using System.Runtime.ExceptionServices;
using Darsgah.Gateway.Tests.Isolation;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>That code which acts for one school reaches no other (SEC-A18, SEC-A20, SEC-A21).</summary>
[Collection(GatehouseCollection.Name)]
public class TenantIsolationTests(Gatehouse house)
{
    private const int Calls = 10_000;
    private const int Seed = 20260302;

    private static readonly MethodInfo GetGrain = typeof(IGrainFactory).GetMethods()
        .Single(method => method is { Name: "GetGrain", IsGenericMethodDefinition: true } &&
            method.GetParameters()[0].ParameterType == typeof(string));

    /// <summary>Every method of every contract.</summary>
    private static readonly MethodInfo[] Methods = [.. typeof(TenantKey).Assembly.GetTypes()
        .Where(type => type.IsInterface && type != typeof(ITenantScopedGrain) && type != typeof(IPlatformGrain) &&
            (type.IsAssignableTo(typeof(ITenantScopedGrain)) || type.IsAssignableTo(typeof(IPlatformGrain))))
        .SelectMany(type => type.GetMethods())];

    [Fact, Trait("SEC", "A20")]
    public async Task Every_method_of_every_grain_refuses_calls_for_another_tenant()
    {
        var random = new Random(Seed);
        string[] tenants = [house.Alif.Id.Value, house.Bet.Id.Value, TenantKey.Platform.Value, "nobody"];
        string[] names = ["school", "privacy", "members", "catalogue", "directory", "a.b", "email.00ff"];
        var refused = new HashSet<string>(StringComparer.Ordinal);

        for (var call = 0; call < Calls; call++)
        {
            // Each method in turn, so that all are tried; everything else at random.
            var method = Methods[call % Methods.Length];
            var target = tenants[random.Next(tenants.Length)];
            var caller = tenants.Where(tenant => tenant != target).Append(null).ToArray()[random.Next(tenants.Length)];

            await AssertRefused(method, $"{target}/{names[random.Next(names.Length)]}", caller);
            refused.Add($"{method.DeclaringType}.{method.Name}");
        }

        Assert.Equal(Methods.Select(method => $"{method.DeclaringType}.{method.Name}").Distinct(StringComparer.Ordinal).Count(), refused.Count);
    }

    /// <summary>Nobody waits for the answer of a one-way call, so its refusal is in the log alone.</summary>
    [Fact, Trait("SEC", "A20")]
    public async Task A_one_way_call_for_another_tenant_is_refused_as_well()
    {
        var oneWay = Methods.Where(method => method.GetCustomAttribute<OneWayAttribute>() is not null).ToList();

        Assert.NotEmpty(oneWay);

        foreach (var method in oneWay)
        {
            var (owner, stranger) = (house.Alif.Id.Value, house.Bet.Id.Value);
            var key = $"{owner}/{method.Name.ToLowerInvariant()}.1";
            var ordinary = method.DeclaringType!.GetMethods().First(other => other.GetCustomAttribute<OneWayAttribute>() is null);
            var before = Refusals();

            // So that it is there; what it says of such a key is all the same.
            await Record.ExceptionAsync(() => Call(ordinary, key, owner));
            await Call(method, key, stranger);

            // One call comes after the other.
            await Record.ExceptionAsync(() => Call(ordinary, key, owner));
            Assert.Equal(before + 1, Refusals());
        }

        int Refusals() => house.Site.Logs.Lines.Count(line =>
            line.Exception is CrossTenantCallException && line.Text.StartsWith("One-way call", StringComparison.Ordinal));
    }

    /// <summary>So that none is left out above, and none stands outside the guard.</summary>
    [Fact, Trait("SEC", "A20")]
    public void Every_class_of_grains_and_all_that_it_can_be_asked_belong_to_tenants()
    {
        var known = Methods.Select(method => method.DeclaringType!).ToHashSet();
        var outside = GrainClasses.All.SelectMany(grain => grain.Contracts.DefaultIfEmpty(typeof(void)), (grain, contract) => (grain.Type, contract))
            .Where(grain => !known.Contains(grain.contract)).Select(grain => $"{grain.Type}: {grain.contract}");

        Assert.NotEmpty(GrainClasses.All);
        Assert.Empty(outside);
    }

    [Fact, Trait("SEC", "A20")]
    public async Task A_grain_of_the_platform_is_none_of_a_schools_whatever_key_is_named()
    {
        var ofPlatform = Methods.Where(method => method.DeclaringType!.IsAssignableTo(typeof(IPlatformGrain))).ToList();

        Assert.NotEmpty(ofPlatform);

        foreach (var method in ofPlatform)
            await AssertRefused(method, $"{house.Alif.Id}/directory", house.Alif.Id.Value);
    }

    [Fact, Trait("SEC", "A18")]
    public async Task No_slug_or_host_becomes_a_path()
    {
        string[] hostile =
        [
            "..", "../..", "../../etc/passwd", "..\\..", "/etc/passwd", "a/b", "a\\b", "a\0b", "con", "CON", "nul.txt", "aux", "a:b",
            "a%2fb", "a\u2215b", "a\u2044b", "a\uff0fb", "\u202e", "-", "--", "-a", "a-", "a b", " a", "a ", "", ".", "a.", ".a",
            "xn--a", "пример", "مکتب", "\ud800", new('a', 41), new('a', 300), new('a', 70_000), "a\nb", "a\r\nb", "$(id)", "`id`", "*", "?",
            "~", "a|b", "'; drop table", "admin", "www", "operator", "platform", "localhost",
        ];
        var before = Files();

        foreach (var text in hostile)
        {
            var bySlug = await house.Site.Schools.OnPlatform(platform => platform.Directory.Register(text, "path.example"));
            var byHost = await house.Site.Schools.OnPlatform(platform => platform.Directory.Register("path-school", text));

            Assert.True(text is "con" or "aux" || bySlug.Error is not null, $"slug '{text}'");
            Assert.True(text is "con" or "aux" or "CON" or "nul.txt" or "пример" or "مکتب" || byHost.Error is not null ||
                HostNames.Normalise(text) is not null, $"host '{text}'");
        }

        Assert.All(
            Files().Except(before, StringComparer.Ordinal),
            file => Assert.Matches("^(platform\\.db(-wal|-shm)?|tenants/[a-z0-9]+/school\\.db(-wal|-shm)?)$", file));
    }

    [Fact, Trait("SEC", "A21")]
    public async Task Interleaved_requests_of_many_schools_never_see_each_other()
    {
        const int Schools = 8, Connections = 32, Each = 60;
        var schools = await Task.WhenAll(Enumerable.Range(0, Schools).Select(n => house.Site.CreateSchool($"canary-{n}-school")));
        var wrong = 0;
        var answered = 0;

        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async connection =>
        {
            var random = new Random(Seed + connection);

            for (var n = 0; n < Each; n++)
            {
                var school = schools[random.Next(Schools)];
                using var visitor = house.Site.Visit(school);

                if (random.Next(8) == 0)
                {
                    await Abandon(visitor);
                    continue;
                }

                var page = await visitor.Get("/no-such-page");
                var probe = await visitor.Get("/probe");
                var foreign = schools.Any(other => other != school &&
                    (page.Body.Contains(other.Slug, StringComparison.Ordinal) || probe.Body.Contains(other.Id.Value, StringComparison.Ordinal)));
                var own = page.Body.Contains(school.Slug, StringComparison.Ordinal) &&
                    probe.Body.StartsWith($"{school.Slug} {school.Id} {school.Id} ", StringComparison.Ordinal);

                Interlocked.Increment(ref answered);

                if (foreign || !own)
                    Interlocked.Increment(ref wrong);
            }
        }));

        Assert.Equal(0, wrong);
        Assert.InRange(answered, Connections * Each / 2, Connections * Each);
    }

    // Gone before the answer comes.
    private static async Task Abandon(Visitor visitor)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, visitor.Origin.Port);
        await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(
            $"GET /no-such-page HTTP/1.1\r\nHost: {visitor.Host}\r\n\r\n"));
    }

    // By the guard before the call, or already by the storage when the grain would read its state.
    private async Task AssertRefused(MethodInfo method, string key, string? caller)
    {
        var thrown = await Record.ExceptionAsync(() => Call(method, key, caller));

        // Nobody waits for the answer of a one-way call: it is refused by the same guard, and the caller is told nothing.
        if (method.GetCustomAttribute<OneWayAttribute>() is not null)
            return;

        Assert.IsType<CrossTenantCallException>(Gateway.Http.Trouble.Cause(thrown!));
    }

    private async Task Call(MethodInfo method, string key, string? caller)
    {
        var grains = house.Site.Services.GetRequiredService<IGrainFactory>();
        var grain = GetGrain.MakeGenericMethod(method.DeclaringType!).Invoke(grains, [key, .. Defaults(GetGrain.GetParameters().Skip(1))]);
        var arguments = method.GetParameters().Select(parameter => Default(parameter.ParameterType)).ToArray();

        if (caller is not null)
            TenantScope.Enter(Id<Tenant>.Parse(caller));

        try
        {
            await (Task)method.Invoke(grain, arguments)!;
        }
        catch (TargetInvocationException thrown)
        {
            ExceptionDispatchInfo.Throw(thrown.InnerException!);
        }
    }

    private static IEnumerable<object?> Defaults(IEnumerable<ParameterInfo> parameters) =>
        parameters.Select(parameter => parameter.DefaultValue);

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(house.Site.Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(house.Site.Folder, file))];
}
