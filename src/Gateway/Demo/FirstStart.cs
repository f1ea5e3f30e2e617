using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Access;
using Darsgah.Grains.Common;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Demo;

/// <summary>What happens once on an empty data folder, and what every start prints.</summary>
internal static class FirstStart
{
    private const string KeySetting = "DARSGAH_OPERATOR_KEY";
    private const string Actor = "system";

    /// <summary>Makes the operator key and the demo schools where they are missing, and prints where to go.</summary>
    public static async Task Run(IServiceProvider services, bool demo, TextWriter output)
    {
        var schools = services.GetRequiredService<Schools>();
        var key = await OperatorKey(schools, services.GetRequiredService<IConfiguration>()[KeySetting]);
        var empty = (await schools.List(null, 1)).Schools.IsEmpty;

        if (demo && (empty || await IsUnfinished(schools)))
            await MakeDemo(services, schools);

        await Print(services, schools, key, output);
    }

    // Made once and printed once. Cut off before it was printed, it is made again.
    private static async Task<string?> OperatorKey(Schools schools, string? configured)
    {
        if (configured is { Length: > 0 })
        {
            if (configured.Length is < 24 or > 200)
                throw new FormatException($"{KeySetting} takes 24 to 200 characters; it has {configured.Length}.");

            await schools.OnPlatform(
                async platform =>
                {
                    await ApiKeys.Issue(platform, "configured", configured);
                    return Done.Value;
                },
                Actor);
            return null;
        }

        var standing = await schools.OnPlatform(platform => platform.Idempotency("first operator key").Begin("make"), Actor);

        return standing.Standing == IdempotencyStanding.Done ? null : await schools.IssueAdminKey(TenantKey.Platform, "first", Actor);
    }

    private static Task<IdempotencyAnswer> DemoStanding(Schools schools) =>
        schools.OnPlatform(platform => platform.Idempotency("demo schools").Begin("make"), Actor);

    private static async Task<bool> IsUnfinished(Schools schools) =>
        (await schools.Find(DemoSchools.Slugs[0])).Succeeded(out _, out _) &&
        (await DemoStanding(schools)).Standing == IdempotencyStanding.Begun;

    private static async Task MakeDemo(IServiceProvider services, Schools schools)
    {
        await DemoStanding(schools);
        await services.GetRequiredService<DemoSchools>().Make();
        await Complete(schools, "demo schools");
    }

    private static Task<Done> Complete(Schools schools, string operation) => schools.OnPlatform(
        async platform =>
        {
            await platform.Idempotency(operation).Complete("make", 200, "", "", "");
            return Done.Value;
        },
        Actor);

    private static async Task Print(IServiceProvider services, Schools schools, string? key, TextWriter output)
    {
        var address = services.GetRequiredService<PublicAddress>();
        var (page, next) = await schools.List(null, 10);

        var console = services.GetRequiredService<IOptions<PlatformOptions>>().Value.Host;
        await output.WriteLineAsync();
        await output.WriteLineAsync($"  {"Operators' console",-24} {address.Of(console)}/");

        // One whose founding was cut off has no host name yet.
        foreach (var school in page)
        {
            var place = school.Hosts.IsEmpty ? $"no host name leads here: school route {school.Slug} <host>" : address.Of(school) + "/";
            await output.WriteLineAsync($"  {school.Profile.NameIn("en"),-24} {place}");
        }

        if (next is not null)
            await output.WriteLineAsync("  … and more: school list");

        if (page.Any(school => DemoSchools.Slugs.Contains(school.Slug, StringComparer.Ordinal)))
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync("  Demo sign-ins at each demo school (password " + DemoSchools.Password + "):");
            await output.WriteLineAsync("    " + DemoSchools.Email("owner", "<school>") + "   runs the school, at /admin");
            await output.WriteLineAsync("    " + DemoSchools.Email("student", "<school>") + " learns");
        }

        if (key is not null)
        {
            await output.WriteLineAsync();
            await output.WriteLineAsync("  Operator key, shown this once: " + key);
            await output.FlushAsync();
            await Complete(schools, "first operator key");
        }

        await output.WriteLineAsync();
    }
}
