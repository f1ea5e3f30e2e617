using System.Collections.Immutable;
using System.Reflection;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What was written at one school is found at no other, wherever one looks (SEC-A02, SEC-D02).</summary>
[Collection(TwinTownCollection.Name)]
public class CanaryTests(TwinTown town)
{
    private const int Length = 16;

    // Kept for the records only, and a version before, which is looked at by taking it back.
    private static readonly string[] shownNowhere =
        ["rules.confirmed.by", "rules.documents.confirmed.by", "invited.mobile", "invited.first", "published.2.markdown", "hidden.2.markdown"];

    // Texts that nobody writes, or that are one of a few values.
    private static readonly string[] notWritten =
    [
        "SchoolProfile.Languages", "SchoolProfile.Colour", "SchoolProfile.TimeZone", "SchoolProfile.Country", "SchoolProfile.DefaultLanguage",
        "SchoolRules.QuietHours", "LanguageRule.Authoritative", "LanguageRule.PrevailingDocument", "CourseDescription.Language",
        "CourseDescription.HtmlDirection", "AnswerOption.Id", "Criterion.Id", "RubricLevel.Id", "LessonCaptions.Language", "GradeWork.Levels",
        "PolicyText.Language", "PolicyText.Hash", "PolicyText.OpeningBasedOn", "PolicySection.BasedOn", "PolicySection.Hash", "BeginThread.Actor",
        "GlossaryTerm.Id", "PurposeTerms.DpvPurpose", "PurposeRetention.Period", "PersonAccount.Country", "PersonAccount.Language",
        "Passkey.Transports", "NewPerson.Country", "NewPerson.Language",
    ];

    private Dictionary<string, string> Actors => town.Alif.Canaries
        .Where(canary => canary.Key.EndsWith(".actor", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);

    [Fact, Trait("SEC", "A02")]
    public async Task Nothing_that_was_written_at_one_school_is_shown_at_another()
    {
        var census = await town.Census();
        var foreign = new Finder(town.Alif.Canaries, town.Alif.Secrets);
        var hits = census.Bet.SelectMany(crawled => crawled.Value, (crawled, reply) => (crawled.Key, reply))
            .SelectMany(shown => foreign.In(shown.reply.Whole).Select(field => $"{shown.Key}: {shown.reply.Path} shows '{field}'")).ToList();
        var export = SchoolExport.Json(await town.Site.In(town.Bet.School, grains => SchoolExport.Of(grains, town.Bet.School)));

        Assert.Empty(hits);
        Assert.Empty(foreign.In(export));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"SEC-A02: {foreign.Count} canaries, {census.Bet.Values.Sum(replies => replies.Count)} answers, {hits.Count} hits");
    }

    [Fact, Trait("SEC", "A02")]
    [Trait("Rule", "Q12")]
    public async Task At_the_school_itself_everything_is_found_but_what_is_secret()
    {
        var census = await town.Census();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var (own, secret) = (new Finder(town.Alif.Canaries, []), new Finder([], town.Alif.Secrets));

        foreach (var reply in census.Alif.Values.SelectMany(replies => replies))
        {
            found.UnionWith(own.In(reply.Whole));
            Assert.True(!secret.In(reply.Whole).Any(), $"{reply} shows {string.Join(", ", secret.In(reply.Whole))}");
        }

        var missing = town.Alif.Canaries.Keys.Except(found, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        Assert.True(
            missing.SetEquals(shownNowhere.Concat(Actors.Keys)),
            $"Shown nowhere: {string.Join(", ", missing.Except(Actors.Keys, StringComparer.Ordinal))}");
    }

    [Fact, Trait("SEC", "B03")]
    public async Task Who_published_a_policy_stands_in_the_record_alone()
    {
        var census = await town.Census();
        var actors = new Finder(Actors, []);
        var kept = await town.Site.In(town.Alif.School, grains => grains.Policy(Documents.Privacy).Overview());

        Assert.Equal(5, Actors.Keys.Count(field => field.StartsWith("privacy.", StringComparison.Ordinal)));
        Assert.All(kept.Versions, version => Assert.Contains(version.PublishedBy, Actors.Values));
        Assert.Empty(census.Alif.SelectMany(crawled => crawled.Value.Where(reply => actors.In(reply.Whole).Any()), (crawled, reply) => $"{crawled.Key}: {reply}"));
    }

    [Fact, Trait("SEC", "A02")]
    public async Task On_the_console_an_operator_sees_a_schools_profile_rules_and_keys_names_and_nothing_that_is_in_it()
    {
        var census = await town.Census();
        string[] hers = ["slug", "profile", "rules", "key"];
        var inside = new Finder(
            town.Alif.Canaries.Where(field => !hers.Contains(field.Key.Split('.')[0], StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
            town.Alif.Secrets);
        var whole = string.Join('\n', census.Console.Select(reply => reply.Whole));

        Assert.Contains(town.Alif.Canaries["profile.names.en"], whole, StringComparison.Ordinal);
        Assert.Empty(inside.In(whole));
    }

    [Fact, Trait("SEC", "A02")]
    public void Every_field_that_somebody_writes_has_its_canary()
    {
        var texts = town.Alif.Canaries.Values.Concat(town.Alif.Secrets.Values).ToList();
        var left = town.Alif.Written.SelectMany(Texts).Where(field =>
                !notWritten.Contains(field.Name, StringComparer.Ordinal) && field.Text != PolicyText.OpeningKey &&
                !texts.Exists(canary => field.Text.Contains(canary, StringComparison.Ordinal)))
            .Select(field => $"{field.Name} = '{field.Text}'").Distinct(StringComparer.Ordinal);

        Assert.True(!left.Any(), string.Join('\n', left));
    }

    [Fact, Trait("SEC", "D02")]
    public async Task Looking_at_everything_writes_nothing_but_which_notice_was_served()
    {
        var census = await town.Census();

        // And the day on which each school's key was used: one write a day and key. A receipt is written when it is first
        // asked for, with the school's first key and a name for the person that nobody else knows. Which lesson a student has
        // open is kept with her enrolment, so that she goes on there.
        Assert.All(census.Written.Except([town.Alif.KeyUsed, town.Bet.KeyUsed], StringComparer.Ordinal), row =>
            Assert.Matches("^[a-z0-9]+: (record ledger of|record consent|audit consent|audit signing_key.made|record signing|record learning.enrollment/)", row));
        Assert.Empty(census.WrittenAgain);
    }

    // What is inside a record is a field of the record's type, however deep.
    private static IEnumerable<(string Name, string Text)> Texts(object value) =>
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.GetIndexParameters().Length == 0
        from text in Leaves($"{value.GetType().Name}.{property.Name}", property.GetValue(value))
        select text;

    private static IEnumerable<(string Name, string Text)> Leaves(string name, object? value) => value switch
    {
        string text => [(name, text)],
        ImmutableDictionary<string, string> texts => texts.Values.Select(text => (name, text)),
        System.Collections.IEnumerable items => items.Cast<object>().SelectMany(item => Leaves(name, item)),
        not null when value.GetType() is { IsValueType: false, Namespace: { } place } && place.StartsWith("Darsgah.", StringComparison.Ordinal) => Texts(value),
        _ => [],
    };

    /// <summary>Finds tokens in a text, in one pass over it for all that begin alike.</summary>
    private sealed class Finder(Dictionary<string, string> canaries, Dictionary<string, string> secrets)
    {
        private readonly Dictionary<string, string> alike = canaries.Concat(secrets)
            .Where(field => IsAlike(field.Value)).ToDictionary(field => field.Value, field => field.Key, StringComparer.Ordinal);

        private readonly List<KeyValuePair<string, string>> others =
            [.. canaries.Concat(secrets).Where(field => !IsAlike(field.Value))];

        public int Count => alike.Count + others.Count;

        private static bool IsAlike(string canary) => canary.Length == Length && canary.StartsWith("kx", StringComparison.Ordinal);

        public IEnumerable<string> In(string text)
        {
            for (var at = text.IndexOf("kx", StringComparison.Ordinal); at >= 0; at = text.IndexOf("kx", at + 1, StringComparison.Ordinal))
            {
                if (at + Length <= text.Length && alike.TryGetValue(text.Substring(at, Length), out var field))
                    yield return field;
            }

            foreach (var other in others.Where(other => text.Contains(other.Value, StringComparison.Ordinal)))
                yield return other.Key;
        }
    }
}
