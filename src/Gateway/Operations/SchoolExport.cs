using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>What a school says, without anybody's data: profile, rules, every version of every policy, courses, purposes.</summary>
/// <param name="Format">Version of this format.</param>
public sealed record SchoolExport(
    int Format,
    School School,
    ImmutableArray<PolicyVersion> Policies,
    ImmutableArray<CourseFile> Courses,
    ImmutableArray<Purpose> Purposes)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Gathers it.</summary>
    public static async Task<SchoolExport> Of(TenantGrains tenant, School school)
    {
        var policies = ImmutableArray.CreateBuilder<PolicyVersion>();
        var courses = ImmutableArray.CreateBuilder<CourseFile>();

        foreach (var document in await tenant.Documents.All())
        {
            foreach (var head in (await tenant.Policy(document).Overview()).Versions.Reverse())
            {
                if ((await tenant.Policy(document).Version(head.Number)).Succeeded(out var version, out _))
                    policies.Add(version);
            }
        }

        foreach (var card in await tenant.Catalogue.Cards())
        {
            if (await tenant.Course(card.Slug).Draft() is not { } outline)
                continue;

            var lessons = await Task.WhenAll(outline.Lessons.Select(head => tenant.Lesson(card.Slug, head.Id).Content()));
            courses.Add(new CourseFile(outline.Description, [.. lessons.OfType<LessonContent>()]) { Sections = outline.Sections, Heads = outline.Lessons });
        }

        return new SchoolExport(
            1, school, policies.ToImmutable(), courses.ToImmutable(), (await tenant.Purposes.All()).Purposes);
    }

    /// <summary>The export as JSON.</summary>
    public static string Json(SchoolExport export) => JsonSerializer.Serialize(export, Options);
}
