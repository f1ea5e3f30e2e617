using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Histories that nobody would think of: publishing, scheduling, calling off, clocks that go back.</summary>
public class VersionHistoryTests
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Rule", "M47")]
    [Trait("Rule", "N06")]
    public void At_every_moment_one_version_is_in_force_and_it_is_the_one_a_plain_reckoning_names(int seed)
    {
        var (history, expected) = Lived(seed);
        var overviews = Moments(history).Select(at => (At: at, Overview: Overview(history, at))).ToList();

        Assert.Equal(expected.Order(), history.Versions.Select(Line).Order());
        Assert.All(overviews, moment =>
        {
            var active = moment.Overview.Versions.Where(head => moment.Overview.StateOf(head) == VersionState.Active).ToList();

            Assert.Equal(Reckoned(history, moment.At), active.Select(head => head.Number));
            Assert.Equal(history.Versions.Length, moment.Overview.Versions.Length);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Rule", "M47")]
    public void From_its_first_day_on_a_document_is_never_without_a_text_and_versions_follow_their_numbers(int seed)
    {
        var (history, _) = Lived(seed);
        var numbers = Moments(history).Select(at => history.Current(at)?.Head.Number ?? 0).ToList();

        Assert.Equal(numbers.Order(), numbers);
    }

    // The slow way: of all that are not called off and whose day has come, the one that nobody's number exceeds.
    private static IEnumerable<int> Reckoned(PolicyVersions history, DateTimeOffset at)
    {
        var come = new List<PolicyVersionHead>();

        foreach (var version in history.Versions)
        {
            if (version.Head.CalledOff is null && version.Head.EffectiveAt <= at)
                come.Add(version.Head);
        }

        return come.Where(head => come.All(other => other.Number <= head.Number)).Select(head => head.Number);
    }

    // What was published and what was called off, written down beside the history as it was lived.
    private static (PolicyVersions History, List<string> Expected) Lived(int seed)
    {
        var random = new Random(seed);
        var (history, now, expected) = (new PolicyVersions(), Start, new List<string>());

        for (var step = 0; step < 40; step++)
        {
            now = now.AddHours(random.Next(-12, 49));

            if (random.Next(4) == 0 && history.Versions.Length > 0)
            {
                var number = random.Next(1, history.Versions.Length + 1);

                if (history.CallOff(Privacy, number, new("ada", now)).Succeeded(out var after, out _) && !ReferenceEquals(after, history))
                {
                    var head = history.Versions[number - 1].Head;
                    expected.Remove($"{number} {head.EffectiveAt:O} ");
                    expected.Add($"{number} {head.EffectiveAt:O} {now:O}");
                    history = after;
                }

                continue;
            }

            var draft = history.Save(Text($"Text {step}."), history.LastRevision, ImmutableDictionary<string, PolicyText>.Empty, "ada", now).Value!;
            DateTimeOffset? effective = random.Next(3) == 0 ? null : now.AddHours(random.Next(0, 200));

            if (draft.Publish(Publishing(draft.Draft!.Revision, effective), RulesPresets.NoticeOnly, now).Succeeded(out var version, out _))
            {
                history = draft.With(version);
                expected.Add($"{version.Head.Number} {version.Head.EffectiveAt:O} ");
            }
        }

        return (history, expected);
    }

    private static string Line(PublishedVersion version) =>
        $"{version.Head.Number} {version.Head.EffectiveAt:O} {(version.Head.CalledOff is { } off ? off.At.ToString("O") : "")}";

    private static IEnumerable<DateTimeOffset> Moments(PolicyVersions history) =>
        history.Versions.SelectMany(version => new[] { version.Head.EffectiveAt.AddTicks(-1), version.Head.EffectiveAt, version.Head.PublishedAt })
            .Append(Start.AddYears(1)).Order();

    private static PolicyOverview Overview(PolicyVersions history, DateTimeOffset at) => new(
        Privacy, [.. history.Versions.Select(version => version.Head).Reverse()], history.Current(at)?.Head.Number, 0);

    private static PolicyText Text(string body) => new("en", [new PolicySection("first", 1, null, "First", body)], "Privacy");

    private static PublishPolicy Publishing(int revision, DateTimeOffset? effective) => new(
        revision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty, effective, null, "ada");
}
