using System.Text.Json;
using System.Text.Json.Nodes;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A course in the words of schema.org, for search engines.</summary>
internal static class CourseJsonLd
{
    // The usual encoder escapes < and >, so that nothing in it ends the element.
    private static readonly JsonSerializerOptions Options = new();

    /// <param name="school">The school's name.</param>
    /// <param name="origin">Of the school.</param>
    public static string Of(CoursePageModel course, string school, Uri origin)
    {
        var said = course.Description;
        var node = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Course",
            ["name"] = said.Title,
            ["description"] = said.Summary.Length > 0 ? said.Summary : said.Subtitle.Length > 0 ? said.Subtitle : said.Title,
            ["inLanguage"] = said.Language,
            ["url"] = new Uri(origin, course.Address).ToString(),
            ["isAccessibleForFree"] = true,
            ["provider"] = new JsonObject { ["@type"] = "Organization", ["name"] = school, ["sameAs"] = origin.ToString() },
        };

        if (!said.Objectives.IsEmpty)
            node["teaches"] = new JsonArray([.. said.Objectives.Select(line => JsonValue.Create(line))]);

        if (!said.Tags.IsEmpty)
            node["keywords"] = string.Join(", ", said.Tags);

        return node.ToJsonString(Options);
    }
}
