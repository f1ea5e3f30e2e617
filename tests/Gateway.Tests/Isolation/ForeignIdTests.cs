using System.Collections.Concurrent;
using System.Net;
using Darsgah.Gateway.Pages.Certificates;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>To everybody of one school, whatever another school has is what nobody has (SEC-A01, SEC-B10).</summary>
[Collection(TwinTownCollection.Name)]
public class ForeignIdTests(TwinTown town)
{
    private const int GuessesInTenMinutes = 30;

    // With DARSGAH_SWEEP=everything every id goes into every place; it takes minutes.
    private static readonly bool everything = Environment.GetEnvironmentVariable("DARSGAH_SWEEP") is "everything";

    [Fact, Trait("SEC", "A01")]
    public async Task A_foreign_id_is_answered_as_one_that_nobody_has_on_every_route_by_every_method_to_everybody()
    {
        var before = await Snapshot.Of(town.Site);
        var callers = await town.Everybody(town.Bet);
        var probes = new ProbeList(town.Operations, town.Alif, town.Bet, everything).All().ToList();
        var different = new ConcurrentBag<string>();
        var count = 0;

        await Parallel.ForEachAsync(
            probes.Where(probe => !probe.IsCounted), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (probe, _) => await Try(probe));

        // Where wrong guesses are counted, no more at a time than are answered.
        foreach (var chunk in probes.Where(probe => probe.IsCounted).Chunk(GuessesInTenMinutes / 2 / callers.Count))
        {
            town.Site.Clock.Advance(TimeSpan.FromMinutes(11));

            foreach (var probe in chunk)
                await Try(probe);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"SEC-A01: {count} probes, {different.Count} leaks");
        Assert.True(different.IsEmpty, string.Join('\n', different.Take(20)));
        Assert.InRange(count, 5_000, 1_000_000);

        // A wrong password of one's own is counted on one's own account, one's own notification of a number is read, and a key's use
        // is noted once a day. Which lesson somebody opened last, in these tests or before them, may be written only now. Nothing
        // else is written.
        var tried = TwinTown.Roles.Select(role => town.Bet.People[role].Id.Value).ToList();
        string[] hers = ["people.person", "notifications.inbox"];
        var opened = new[] { town.Alif, town.Bet }.SelectMany(twin => twin.People.Values.Select(
            person => $"{twin.School.Id}: record learning.enrollment/enrollment of {person.Id}.")).ToList();
        Assert.All((await Snapshot.Of(town.Site)).Since(before), row => Assert.True(
            row == town.Bet.KeyUsed || opened.Exists(place => row.StartsWith(place, StringComparison.Ordinal))
            || (Array.Exists(hers, name => row.StartsWith($"{town.Bet.School.Id}: record {name}", StringComparison.Ordinal))
                && tried.Exists(id => row.EndsWith(id, StringComparison.Ordinal))), row));

        async Task Try(Probe probe)
        {
            foreach (var caller in callers)
            {
                var foreign = await Ask(caller, probe, probe.Foreign);
                var nobodys = await Ask(caller, probe, probe.Nobodys);
                Interlocked.Add(ref count, 2);

                if (foreign != nobodys)
                    different.Add($"{caller.Who}: {probe.Method} {probe.Path(probe.Foreign)} {probe.Field}\n{Difference(foreign, nobodys)}");
            }
        }
    }

    private static async Task<string> Ask(Caller caller, Probe probe, IReadOnlyList<string> ids)
    {
        var reply = await caller.Ask(probe.Method, probe.Path(ids), probe.Content(caller, ids));
        Assert.True(reply.Status is < 500 and not 429, $"{caller.Who}: {reply}");
        return Plain(reply, ids);
    }

    // Without what differs from request to request: token, trace, date, cookies' values, and the id itself.
    private static string Plain(Reply reply, IReadOnlyList<string> ids)
    {
        var headers = reply.Headers.Where(header => header.Name is not "date")
            .Select(header => header.Name == "set-cookie"
                ? $"{header.Name}: {header.Value.Split('=')[0]};{header.Value.Split(';', 2)[^1]}"
                : $"{header.Name}: {header.Value}")
            .Order(StringComparer.Ordinal);
        var text = reply.Body;

        foreach (var (before, after) in changing)
            text = Without(text, before, after);

        text = $"{string.Join('\n', headers)}\n{text}";

        foreach (var id in ids.Distinct(StringComparer.Ordinal).OrderByDescending(id => id.Length))
        {
            text = id.Length <= 2
                ? WithoutNumber(text, id)
                : Forms(id).Aggregate(text, (left, form) => left.Replace(form, "{id}", StringComparison.Ordinal));
        }

        return $"{reply.Status}\n{text}";
    }

    // As it can come back: in a link, in a link inside a link, in a page, in JSON, as a certificate's code is read and shown.
    private static IEnumerable<string> Forms(string id) =>
    [
        id, Uri.EscapeDataString(id), Uri.EscapeDataString(Uri.EscapeDataString(id)), WebUtility.HtmlEncode(id),
        CertificateCode.Read(id), CertificateCode.Grouped(CertificateCode.Read(id)),
    ];

    private static string WithoutNumber(string text, string number)
    {
        foreach (var form in beforeNumbers.Select(before => before + number))
        {
            for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            {
                if (at + form.Length == text.Length || !char.IsAsciiLetterOrDigit(text[at + form.Length]))
                    text = $"{text[..at]}{{id}}{text[(at + form.Length)..]}";
            }
        }

        return text;
    }

    private static string Without(string text, string before, string after)
    {
        while (text.IndexOf(before, StringComparison.Ordinal) is >= 0 and var start)
            text = text.Remove(start, text.IndexOf(after, start + before.Length, StringComparison.Ordinal) - start);

        return text;
    }

    private static string Difference(string one, string other)
    {
        var (left, right) = (one.Split('\n'), other.Split('\n'));
        return string.Join('\n', left.Zip(right).Where(pair => pair.First != pair.Second).Take(3)
                .Select(pair => $"  foreign: {pair.First}\n  nobody's: {pair.Second}")) +
            (left.Length == right.Length ? "" : $"\n  {left.Length} lines and {right.Length}");
    }

    private static readonly string[] beforeNumbers = ["/", "=", "\"", ">", "%2F", "%3D", "u0027", "version ", "entry ", "hand-in ", "%252F", "%253D"];

    private static readonly (string Before, string After)[] changing =
    [
        ($"name=\"{Reply.TokenField}\" value=\"", "\""), ("\"traceId\":\"", "\""), ("\"reference\":\"", "\""),
        // What a form would send next is named anew on every page.
        ("name=\"id\" value=\"", "\""), ("name=\"mark\" value=\"", "\""),
        // How much she has not read, and how often something of her own school was changed, can be as much as a version's number.
        ("<a class=\"quiet-link bell\"", "</a>"), ("name=\"revision\" value=\"", "\""),
    ];
}
