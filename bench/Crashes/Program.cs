// The whole product, crashed in every way that this machine can, and what is left compared with what it had confirmed.
//
//   dotnet run -c Release --project bench/Crashes -- kill 200     SIGKILL under load, at random moments (SEC-K01, K08, K13, K19)
//   … -- syscalls                                                 SIGKILL at every system call of fifteen operations, the
//                                                                 order of sync and answer, I/O errors (SEC-K02, K04, K05, K15)
//   … -- order                                                    the order of sync and answer alone
//   … -- power 300                                                power cuts (SEC-K03); takes root
//   … -- flips 300                                                a byte changed, or a file cut off, at random places (SEC-K10)
//   … -- --smoke                                                  a little of each
//   … --seed 7                                                    repeats the moments of a run
//
// Every one also runs a product that breaks its promise on purpose, and fails where that is not noticed.
// Exit code 1: something that was confirmed is gone, or something is half there.
using System.Globalization;
using Darsgah.Crashes;
using Darsgah.Crashes.Faults;
using Darsgah.Crashes.Product;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args is ["product", var folder, var port, var mail, var promise, var letters])
    return await ProductHost.Run(new Place(folder, int.Parse(port, null), int.Parse(mail, null)), Enum.Parse<Promise>(promise), letters is "deliver");

var seed = args.SkipWhile(arg => arg != "--seed").Skip(1).Select(int.Parse).FirstOrDefault(Random.Shared.Next(1_000_000));

try
{
    var fine = args switch
    {
        ["kill", ..] => await Kills.Run(Count(args, 200), seed) & await Early(seed)
            & await Kills.KnownBad("a product that sends each letter twice", Promise.Twice, seed)
            & await Kills.KnownBad("a product that notes a letter before it sends it", Promise.Unsent, seed),
        ["order", ..] => await Syscalls.Order(Syscalls.Everything),
        ["syscalls", ..] => await Syscalls.Run(Syscalls.Everything),
        ["power", ..] => await PowerCuts.Run(Count(args, 300), seed),
        ["flips", ..] => await Flips.Run(Count(args, 300), seed),
        ["--smoke", ..] => await Kills.Run(10, seed) & await Early(seed) & await Syscalls.Run(Syscalls.Little)
            & await Flips.Run(10, seed),
        _ => throw new RefusedByMachineException("Say kill, syscalls, order, power, flips or --smoke; the head of Program.cs explains them."),
    };

    Print.Summary();
    return fine ? 0 : 1;
}
catch (Exception error) when (error is ViolationException or RefusedByMachineException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}

static Task<bool> Early(int seed) => Kills.KnownBad("a product that confirms before it commits", Promise.Early, seed);

static int Count(string[] args, int usual) => args.Length > 1 && int.TryParse(args[1], CultureInfo.InvariantCulture, out var count) ? count : usual;
