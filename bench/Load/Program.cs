// The whole product under load, each figure beside what this machine can do without it.
//
//   dotnet run -c Release --project bench/Load               all phases; a quarter of an hour
//   dotnet run -c Release --project bench/Load -- --smoke    the same, short: answers are checked, speed is not
//   dotnet run -c Release --project bench/Load -- --soak     the same with ten minutes for each mix's memory; 90 minutes
//   … -- soak policy-change 600                              the memory of one mix for so many seconds: reader, student, admin,
//                                                            sign-in, sign-up, policy-change
//   … -- --schools 1000                                      the most schools to make; 10,000 unless given
//   … -- upload 5120                                         one file of so many megabytes, with a kill in the middle
//   … -- profile lesson 10                                   where the processor time of a mix goes, by perf(1)
//   … -- watch 5000 60                                       so many people who watch for so many seconds, then a kill
//   … -- consents                                            consent writes alone, beside their limit
//   … -- doors                                               sign-ins, and pages under a flood of them, alone
//   … -- announce 1000000                                    a significant change at a school of so many, with a kill in the middle
//
// The product and the limits run as children of this process, so that the client's work is not taken for theirs.
// Exit code 1: something answered wrongly.
using System.Globalization;
using Darsgah.Load;
using Darsgah.Load.Children;
using Darsgah.Load.Client;
using Darsgah.Load.Phases;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["product", var folder]:
        return await Product.Run(folder);
    case ["product", var folder, "restful"]:
        return await Product.Run(folder, restful: true);
    case ["limits", var folder]:
        return await Limits.Run(folder);
    case ["seed", var folder, var plan]:
        return await Work.In(folder, (schools, _) => Seed.Run(schools, Plan.Read(plan)));
    case ["town", var folder, var plan]:
        return await Work.In(folder, (schools, services) => Town.Found(schools, services, Plan.Read(plan)));
    case ["join", var folder, var plan]:
        return await Work.In(
            folder, (schools, services) => LargeSchool.Join(schools, new Passes(services), Plan.Read(plan)));
    case ["grains", var folder, var plan]:
        return await Work.In(
            folder,
            (schools, _) => Calls.Run(schools, Plan.Read(plan)),
            (schools, _) => Consents.Write(schools, folder, Plan.Read(plan)));
    case ["verify", var folder]:
        return await Work.In(folder, (schools, _) => Acknowledged.Verify(schools, Console.In));
    case ["studio", var folder, var viewers]:
        return await Work.In(folder, (schools, services) => Studio.Found(schools, new Passes(services), int.Parse(viewers, null)));
    case ["announce-found", var folder, var members]:
        return await Work.In(folder, (schools, services) => Announcement.Found(schools, services, int.Parse(members, null)));
    case ["announce-serve", var folder, var letters]:
        return await Product.Run(folder, new Announcement.Ledger(letters));
    case ["announce-count", var folder, var members]:
        return await Work.In(folder, (schools, services) => Announcement.Count(schools, services, int.Parse(members, null)));
    case ["announce", var members]:
        return await InFolder(folder => Announcing.Run(folder, int.Parse(members, null), Console.Out));
    case ["consents"]:
        return await InFolder(folder => PolicyChange.Alone(Plan.Full with { Members = 1_000, Schools = [1], Readers = 400, Rounds = 3 }, folder, Console.Out));
    case ["doors"]:
        return await InFolder(folder => Mixes.DoorsAlone(
            Plan.Full with { Courses = 4, Readers = 4, Members = 1_000, Schools = [1], Rounds = 5 }, folder, Console.Out));
    case ["soak", var mix, var seconds]:
        return await InFolder(folder => Day.Soak(
            Plan.Full with { Courses = 16, Readers = 400, Members = 16_000, Schools = [1], Soak = double.Parse(seconds, null) }, folder, mix, Console.Out));
    case ["upload", var megabytes]:
        return await InFolder(folder => Studio.Upload(folder, int.Parse(megabytes, null), Console.Out));
    case ["profile", var mix, var seconds]:
        return await InFolder(folder => Profile.Run(folder, mix, int.Parse(seconds, null), Console.Out));
    case ["watch", var viewers, var seconds]:
        return await InFolder(folder => Studio.Watch(folder, int.Parse(viewers, null), int.Parse(seconds, null), Console.Out));
    case [] or ["--smoke"] or ["--soak"] or [.., "--schools", _]:
        break;
    default:
        await Console.Error.WriteLineAsync($"'{string.Join(' ', args)}' is no run; the head of Program.cs lists them.");
        return 1;
}

var asked = args.Contains("--smoke", StringComparer.Ordinal) ? Plan.Smoke : Plan.Full;
var most = args.SkipWhile(arg => arg != "--schools").Skip(1).FirstOrDefault();

if (args.Contains("--soak", StringComparer.Ordinal))
    asked = asked with { Soak = 600 };

if (most is not null)
    asked = asked with { Schools = [.. asked.Schools.Where(count => count < int.Parse(most, null)), int.Parse(most, null)] };

return await InFolder(
    async data =>
    {
        var report = new Report(asked, DataFolder.FileSystem(data));

        try
        {
            var pages = Directory.CreateDirectory(Path.Combine(data, "pages")).FullName;
            var answered = await Day.Run(asked, pages, report);
            await Writes.Run(asked, pages, report, answered);
            await Starts.Run(asked, data, report);
        }
        finally
        {
            report.Print(Console.Out);
        }
    },
    inMemory: asked == Plan.Smoke);

static async Task<int> InFolder(Func<string, Task> work, bool inMemory = false)
{
    string? folder = null;

    try
    {
        folder = DataFolder.Make(inMemory);
        await work(folder);
        return 0;
    }
    catch (WrongAnswerException wrong)
    {
        await Console.Error.WriteLineAsync($"WRONG: {wrong.Message}");
        return 1;
    }
    finally
    {
        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }
}
