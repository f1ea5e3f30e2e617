using System.Text.Json;
using Darsgah.Gateway.Operations;

namespace Darsgah.Load;

/// <summary>What opens the doors of the schools beside the first.</summary>
/// <param name="OfficeKey">Opens the asking school's API to its office.</param>
/// <param name="Readers">Cookies of the asking school's readers.</param>
/// <param name="Admin">Cookie of the large school's admin.</param>
internal sealed record Town(string OfficeKey, string[] Readers, string Admin)
{
    /// <summary>Founds them.</summary>
    public static async Task<string> Found(Schools schools, IServiceProvider services, Plan plan)
    {
        var passes = new Passes(services);
        var (key, readers) = await AskingSchool.Found(schools, passes, plan);
        return JsonSerializer.Serialize(new Town(key, readers, await LargeSchool.Found(schools, passes, services, plan)));
    }

    public static Town Read(string written) => JsonSerializer.Deserialize<Town>(written)!;
}
