using System.Text;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What is written into an address never becomes a file's name, nor trouble (SEC-A18).</summary>
[Collection(TwinTownCollection.Name)]
public class HostilePathTests(TwinTown town)
{
    private const int Slugs = 10_000;
    private const int Seed = 20260302;

    private static readonly string[] segments =
    [
        "..", "..%2f..%2fetc%2fpasswd", "..%5c..%5cwindows", "%2e%2e%2fplatform.db", "%00", "a%00.db", "con", "%c0%ae%c0%ae", "%ff", "a:b", "~", "a%0ab",
        "%e2%88%95etc", "%d9%85%da%a9%d8%aa%d8%a8", "$(id)", "..;", "%252e%252e", "'--",
    ];

    private static readonly string[] pieces =
    [
        "..", "/", "\\", "\0", "%2f", "a", "-", "tenants", "platform", "school.db", "CON", "nul", ".", " ", "\u2215", "\u2044", "\uff0f", "\u202e", "~", ":",
        "\n", "|", "*", "?", "xn--", "A", "é", "0", "_", "'",
    ];

    [Fact, Trait("SEC", "A18")]
    public async Task Ten_thousand_hostile_short_names_make_no_file_but_a_schools_own()
    {
        var before = Files();
        var random = new Random(Seed);
        var made = 0;

        for (var number = 0; number < Slugs; number++)
        {
            var slug = new StringBuilder();

            for (var piece = random.Next(1, 8); piece > 0; piece--)
                slug.Append(pieces[random.Next(pieces.Length)]);

            // The first host is taken, so that a good name makes nothing either: what counts is what a bad one does.
            var registered = await town.Site.Schools.OnPlatform(platform => platform.Directory.Register(slug.ToString(), town.Alif.School.Hosts[0]));
            made += registered.Error is null ? 1 : 0;
        }

        Assert.Equal(0, made);
        Assert.All(Files().Except(before, StringComparer.Ordinal), IsOurs);
    }

    [Fact, Trait("SEC", "A18")]
    public async Task A_hostile_part_of_any_address_is_refused_plainly()
    {
        var before = Files();
        var owner = await town.Enter(town.Bet, Grains.People.Role.Owner);
        var templates = town.Operations.Where(operation => operation is { Method: "GET", IsOnSchools: true } && operation.Slots.Count > 0)
            .SelectMany(operation => operation.Slots.Select(slot => operation.Pattern.Split('/').Aggregate("", (path, part) =>
                part.Length == 0 ? path
                : !part.Contains('{', StringComparison.Ordinal) ? $"{path}/{part}"
                : part.Contains("{" + slot, StringComparison.Ordinal) ? $"{path}/{{0}}"
                : $"{path}/{RouteTable.Slot.Replace(part, match => town.Bet.Own(Vocabulary.Of(operation, match.Groups["name"].Value)))}")))
            .Where(template => template.Contains("{0}", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();

        foreach (var path in templates.SelectMany(template => segments.Select(segment => template.Replace("{0}", segment, StringComparison.Ordinal))))
        {
            var answer = await RawHttp.Get(town.Site.Port, owner.Host, path, $"Cookie: {owner.CookieHeader}\r\n");

            // "..", and what means the same, leads to the page above; a guess at a certificate leads to "not found"; "con" is a
            // course's name like any, and whoever asks is not in it.
            var isNotIn = answer.Status == 403 && (answer.Body.Contains("\"code\":\"learning.not_enrolled\"", StringComparison.Ordinal)
                || answer.Body.Contains("data-code=\"learning.not_enrolled\"", StringComparison.Ordinal));
            Assert.True(isNotIn || answer.Status is 200 or 302 or 400 or 404 or 429, $"{path}: {answer.Status} {answer.Body}");
            Assert.DoesNotContain("root:", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("SQLite format", answer.Body, StringComparison.Ordinal);
        }

        Assert.InRange(templates.Count, 20, 400);
        Assert.All(Files().Except(before, StringComparer.Ordinal), IsOurs);
    }

    private static void IsOurs(string file) =>
        Assert.Matches("^(platform\\.db(-wal|-shm)?|tenants/[a-z0-9]+/school\\.db(-wal|-shm)?|mail/[a-z0-9.-]+\\.json(\\.new)?)$", file);

    private List<string> Files() =>
        [.. Directory.EnumerateFiles(town.Site.Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(town.Site.Folder, file))];
}
