using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Darsgah.Gateway.Api;

/// <summary>A school's privacy settings as one file, and where each of them comes from.</summary>
internal static class SettingsApi
{
    public static void MapSettingsApi(this RouteGroupBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("Settings").On(Hosts.School).For(ApiRole.Admin);

        settings.MapGet("/", Export).WithSummary("The school's privacy settings, purposes and cookies as one file.")
            .WithDescription($"Its schema is at {SettingsFile.SchemaPath}. The answer's ETag is what If-Match takes.")
            .Produces<JsonElement>();
        settings.MapPut("/", Import).WithMetadata(new TakesMatch()).Accepts<JsonElement>("application/json")
            .WithSummary("Takes a file of settings over; a setting that it leaves out stays as it is.")
            .WithDescription("All of it or nothing. A refusal names every fault with its JSON pointer, what stands there and what would be right.")
            .Produces<JsonElement>();
        settings.MapGet("/sources", Sources)
            .WithSummary("What holds for a reader of a country, the layer each value comes from, and every layer's own word.")
            .Produces<SettingSources>();
    }

    /// <summary>The schema, on every host: no school's, and the same for all.</summary>
    public static void MapSettingsSchema(this IEndpointRouteBuilder routes) => routes
        .MapGet(SettingsFile.SchemaPath, () => Results.Text(SettingsSchema.Json, "application/schema+json", Encoding.UTF8))
        .On(Hosts.Every)
        .ExcludeFromDescription();

    private static async Task<IResult> Export(TenantRequest request, HttpContext http) =>
        Written(request, http, new(request.School, await request.Grains.Purposes.All(), await request.Grains.Cookies.Current()));

    private static async Task<IResult> Import(TenantRequest request, HttpContext http, TimeProvider clock, OwnCookies own)
    {
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes);

        if (!EntityTags.TryMatch(http.Request, out var revision))
            return Stale();

        var reading = SettingsImport.Read(request, own, bytes.ToArray());

        if (reading.Rules is not { } rules)
            return Refused(reading.Faults);

        // As with the rules themselves: who confirmed the precedence, and when, is what happened here (T03).
        var next = SettingsFile.Confirmed(request.School.Rules, rules, new Confirmation(http.Caller().Actor, clock.GetUtcNow()));
        var saved = await SettingsImport.Apply(request, next, reading, revision);

        return saved.Succeeded(out var taken, out var refusal) ? Written(request, http, taken)
            : refusal.Kind == ErrorKind.Conflict ? Stale()
            : Problems.Of(refusal);
    }

    private static IResult Sources(TenantRequest request, TimeProvider clock, string? country)
    {
        if (country is { Length: > 0 } && Countries.Find(country) is null)
            return Problems.Of(PeopleErrors.FieldBad("country", $"'{country}' is no country: two letters, ISO 3166-1."));

        var reader = Countries.Find(country) ?? "";
        var day = request.School.DayAt(clock.GetUtcNow());
        var law = JurisdictionProfiles.Shipped.InForce(day, reader, request.School.Profile.Country);

        return TypedResults.Ok(new SettingSources(
            day, reader, [.. SettingResolver.All(law, request.School.Rules).Select(SettingSource.Of)]));
    }

    private static IResult Written(TenantRequest request, HttpContext http, SettingsTaken now)
    {
        EntityTags.Tag(http, now.Mark);
        return Results.Text(
            SettingsFile.Write(now.School.Rules, request.Origin + SettingsFile.SchemaPath, now.Register, now.Cookies), "application/json", Encoding.UTF8);
    }

    private static IResult Stale() => Problems.Of(
        StatusCodes.Status412PreconditionFailed,
        "tenancy.changed",
        "The school's settings are not what they were when you read them. Nothing was changed. Read them again, bring your change "
        + "into them, and send that with the ETag that came with them.");

    private static ProblemHttpResult Refused(ImmutableArray<SettingsFault> faults) => TypedResults.Problem(
        $"The file has {faults.Length} faults. Nothing was changed.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        type: "urn:darsgah:problem:settings.refused",
        extensions:
        [
            new("code", "settings.refused"),
            new("errors", faults.Select(fault => new { pointer = fault.At, code = fault.Code, value = fault.Value, detail = fault.Message }).ToList()),
        ]);
}

/// <summary>What holds, and why.</summary>
/// <param name="Day">The day it holds on, at the school.</param>
/// <param name="Country">The reader's country; empty where none was named.</param>
/// <param name="Settings">Every setting, the schools' own first.</param>
public sealed record SettingSources(DateOnly Day, string Country, ImmutableArray<SettingSource> Settings);

/// <summary>One setting with the value that counts.</summary>
/// <param name="Path">The setting.</param>
/// <param name="Value">What counts, as a file has it.</param>
/// <param name="Layer">The layer it comes from.</param>
/// <param name="SchoolIsOverruled">The school's own word protects less: it is kept, and does not count.</param>
/// <param name="Words">Every layer's own word, the higher ones first.</param>
/// <param name="Rules">Rules of policies that the setting serves.</param>
/// <param name="Enforcement">Who sees to it.</param>
public sealed record SettingSource(
    string Path,
    JsonElement Value,
    SettingLayer Layer,
    bool SchoolIsOverruled,
    ImmutableArray<SettingWord> Words,
    ImmutableArray<string> Rules,
    SettingEnforcement Enforcement)
{
    internal static SettingSource Of(ResolvedSetting resolved) => new(
        resolved.Setting.Path,
        Json(resolved.Setting, resolved.Value),
        resolved.From.Layer,
        resolved.SchoolIsOverruled,
        [.. resolved.Words.Select(word => new SettingWord(
            word.Layer, Json(resolved.Setting, word.Value), word.Clause, word.Law?.Row.Profile, word.Law?.Row.Source, word.Law?.RegionAssumed))],
        resolved.Setting.Rules,
        resolved.Setting.Enforcement);

    private static JsonElement Json(PrivacySetting setting, string value) => JsonSerializer.SerializeToElement(setting.ToJson(value));
}

/// <summary>What one layer says.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Value">Its word, as a file has it.</param>
/// <param name="Clause">The clause of the school's policy, where it is named.</param>
/// <param name="Profile">The jurisdiction profile, for law.</param>
/// <param name="Source">Where the law can be read.</param>
/// <param name="RegionAssumed">Why the reader is taken to be in the region that the law holds in.</param>
public sealed record SettingWord(
    SettingLayer Layer, JsonElement Value, string? Clause, string? Profile, LawSource? Source, string? RegionAssumed);
