using System.Diagnostics;
using Darsgah.Crashes.Town;
using Darsgah.Silo.Storage;

namespace Darsgah.Crashes.Faults;

/// <summary>
/// One byte of one school's files changed, or one of them cut short (SEC-K10): what is read of it afterwards is right, or is
/// refused or wrong and <c>check</c> names the school. The other school does not notice, and its folder put back is all the mend.
/// </summary>
internal static class Flips
{
    private const int Students = 3;

    public static async Task<bool> Run(int flips, int seed)
    {
        using var town = await DamagedTown.Build(Students);
        var clock = Stopwatch.StartNew();
        var (sound, found, wrong) = await Damage(town, flips, seed, finding => true, untilCaught: false);
        var fine = Print.Result(
            $"flips: {sound + found} places of one school's files changed or cut off, seed {seed}, {clock.Elapsed:hh\\:mm\\:ss}; {found} found by check, {sound} without any effect", wrong);
        var (_, _, caught) = await Damage(town, Math.Max(40, flips), seed, finding => finding.Record is null, untilCaught: true);

        return Print.Caught("a check that opens no record", caught) & fine;
    }

    private static async Task<(int Sound, int Found, List<string> Wrong)> Damage(
        DamagedTown town, int flips, int seed, Func<CheckFinding, bool> isSeen, bool untilCaught)
    {
        var random = new Random(seed);
        var wrong = new List<string>();
        var (sound, found) = (0, 0);

        for (var flip = 1; flip <= flips && wrong.Count == 0; flip++)
        {
            town.Restore();
            var place = Change(town.Files(), random);
            var look = await town.Look();
            var own = look.Findings.Where(isSeen).Count(finding => finding.Tenant == town.North);

            if (look.Trouble.Count > 0 && own == 0)
                wrong.Add($"{place}: check found nothing, but {string.Join("; ", look.Trouble.Take(3))}");

            wrong.AddRange(look.Elsewhere.Select(fault => $"{place}: another school: {fault}"));
            wrong.AddRange(look.Findings.Where(finding => finding.Tenant != town.North).Select(finding => $"{place}: {finding}"));

            if (own > 0)
                found++;
            else
                sound++;

            // Now and then its folder is put back, and nothing else.
            if (!untilCaught && flip % 10 == 0)
            {
                town.PutBack();
                var mended = await town.Look();
                wrong.AddRange(mended.Trouble.Concat(mended.Elsewhere).Select(fault => $"{place}, put back: {fault}"));
                wrong.AddRange(mended.Findings.Select(finding => $"{place}, put back: {finding}"));
            }

            Print.Progress($"flip {flip} of {flips}: {place}; {own} findings, {look.Trouble.Count} reads refused or wrong; {wrong.Count} violations");
        }

        return (sound, found, wrong);
    }

    private static string Change(string[] files, Random random)
    {
        // The store is most of what there is to damage; each fourth time it is one of the files beside it.
        var stores = Array.FindAll(files, file => Path.GetFileName(file).StartsWith("school.db", StringComparison.Ordinal));
        var others = files.Except(stores, StringComparer.Ordinal).ToArray();
        var file = random.Next(4) == 0 && others.Length > 0 ? others[random.Next(others.Length)] : stores[random.Next(stores.Length)];
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var at = random.NextInt64(stream.Length);

        if (random.Next(4) == 0)
        {
            stream.SetLength(at);
            return $"{Path.GetFileName(file)} cut at {at}";
        }

        stream.Position = at;
        var read = stream.ReadByte();
        stream.Position = at;
        stream.WriteByte((byte)(read ^ (1 << random.Next(8))));
        return $"{Path.GetFileName(file)} changed at {at}";
    }
}
