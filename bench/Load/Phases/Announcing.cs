using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Darsgah.Load.Children;
using Darsgah.Load.Client;
using Darsgah.Silo.Storage;

namespace Darsgah.Load.Phases;

/// <summary>
/// A significant change at a school of many members: the process is killed twice on the way and started again. Everybody has one
/// letter then, and memory stays within a bound that does not grow with the school.
/// </summary>
internal static class Announcing
{
    // Beyond what the process had in use before; resident, so with the runtime's slack. The same for any number of members.
    private const long Most = 512L << 20;

    private const int Kills = 2;

    // What was handed over and not yet noted when the process died.
    private static readonly int MostAgain = Kills * new StorageOptions().ParallelMessages;

    // The reminder that goes on with an announcement comes once a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task Run(string folder, int members, TextWriter say)
    {
        var (data, letters) = (Directory.CreateDirectory(Path.Combine(folder, "data")).FullName, Path.Combine(folder, "letters"));
        var key = await Child.Run("announce-found", data, members.ToString(CultureInfo.InvariantCulture));
        await say.WriteLineAsync($"{members:N0} members");
        var (before, arrived) = ((long?)null, 0);

        // Killed while letters are still being written, which is much faster than sending them; and while they are sent.
        foreach (var until in (int[])[members / 50, members / 2])
        {
            await using var server = await Child.Listening("announce-serve", data, letters);
            before ??= server.Resident;

            if (arrived == 0)
                await Publish(server.Port, key);

            await Follow(server, letters, until, before.Value, say);
            await server.Kill();
            arrived = Arrived(letters).Length;
            await say.WriteLineAsync($"killed with {arrived:N0} letters delivered");
        }

        await using (var server = await Child.Listening("announce-serve", data, letters))
        {
            await Follow(server, letters, until: members, before!.Value, say);
            await server.Stop();
        }

        await Judge(folder, letters, arrived, members, say);
    }

    private static async Task Judge(string folder, string letters, int beforeTheKill, int members, TextWriter say)
    {
        var counted = (await Child.Run("announce-count", Path.Combine(folder, "data"), members.ToString(CultureInfo.InvariantCulture)))
            .Split(' ').Select(long.Parse).ToArray();
        var lines = Arrived(letters);
        var (ids, addresses) = (lines.Distinct(StringComparer.Ordinal).Count(), lines.Select(line => line.Split('\t')[1]).Distinct(StringComparer.Ordinal).Count());

        // What a mail server had taken when the process died comes again under the same id, by which it is known (RFC 5322, 3.6.4).
        await say.WriteLineAsync(
            $"letters: {ids:N0} different, to {addresses:N0} addresses; handed over again under the same id after the kills: {lines.Length - ids:N0}");
        await say.WriteLineAsync($"kept in the trail: once {counted[0]:N0}, more than once {counted[1]:N0}, never {counted[2]:N0}; left in the outbox {counted[3]:N0}");

        if (beforeTheKill >= members)
            throw new WrongAnswerException("The kill came too late: everything was delivered. Take more members.");

        if (ids != members || addresses != members || counted is not [var once, 0, 0, 0] || once != members || lines.Length - ids > MostAgain)
            throw new WrongAnswerException("Somebody has no letter, or has two.");
    }

    // Until so many letters arrived. Memory counts from the first one to the last.
    private static async Task Follow(Child server, string letters, int until, long before, TextWriter say)
    {
        var clock = Stopwatch.StartNew();
        var (first, moved, last) = (Count(letters), TimeSpan.Zero, -1L);
        long most = 0;

        while (Count(letters) is var now && now < until)
        {
            if (now != last)
                (last, moved) = (now, clock.Elapsed);
            else if (clock.Elapsed - moved > Patience)
                throw new WrongAnswerException($"No letter arrived for {Patience.TotalMinutes} minutes; {now:N0} of {until:N0} did.");

            most = Math.Max(most, server.Resident);
            await Task.Delay(200);
        }

        var managed = await server.Memory();
        await say.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{until - first:N0} letters in {clock.Elapsed.TotalSeconds:N0} s, {(until - first) / clock.Elapsed.TotalSeconds:N0}/s; memory at most {most >> 20} MB resident, {before >> 20} MB before; {managed >> 20} MB managed after a full collection"));

        if (most - before > Most)
            throw new WrongAnswerException($"Memory grew by {(most - before) >> 20} MB, more than {Most >> 20} MB.");
    }

    private static string[] Arrived(string letters) => File.ReadAllLines(letters);

    // Lines, without reading them all into memory each time.
    private static long Count(string letters)
    {
        if (!File.Exists(letters))
            return 0;

        using var file = new FileStream(letters, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        var (buffer, count) = (new byte[1 << 16], 0L);

        while (file.Read(buffer) is > 0 and var read)
            count += buffer.AsSpan(0, read).Count((byte)'\n');

        return count;
    }

    private static async Task Publish(int port, string key)
    {
        using var office = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/policies/privacy/") };
        office.DefaultRequestHeaders.Host = Announcement.Host;
        office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        foreach (var edition in (string[])["We keep your name.", "We keep less."])
        {
            using var text = new StringContent($"# Privacy\n\n## One\n\n{edition}\n", Encoding.UTF8, "text/markdown");
            using var saved = await office.PutAsync("draft/texts/en", text);
            using var draft = JsonDocument.Parse(await office.GetStringAsync("draft"));
            using var published = await office.PostAsJsonAsync(
                "versions", new { revision = draft.RootElement.GetProperty("revision").GetInt32(), @class = "significant" });

            if ((int)published.StatusCode != 201)
                throw new WrongAnswerException($"The office was answered {(int)published.StatusCode}: {await published.Content.ReadAsStringAsync()}");
        }
    }
}
