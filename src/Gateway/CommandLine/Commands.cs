using System.CommandLine;

namespace Darsgah.Gateway.CommandLine;

/// <summary>What the executable answers on the command line. Without a command it serves.</summary>
/// <remarks>Exit codes: 0 done, 1 refused or found something wrong, 2 wrong use.</remarks>
internal static class Commands
{
    /// <summary>The exit code where the command line itself is not understood.</summary>
    public const int WrongUse = 2;

    /// <summary>The whole command line.</summary>
    public static RootCommand All()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on.",
            DefaultValueFactory = _ => "http://localhost:5080",
            HelpName = "addresses",
        };
        var noDemo = new Option<bool>("--no-demo") { Description = "Make no demo schools in an empty data folder." };
        var root = new RootCommand("Darsgah: many branded schools in one installation.")
        {
            urls, noDemo, Data, Json,
        };

        root.TreatUnmatchedTokensAsErrors = true;
        root.SetAction(async (parsed, cancellation) => await Serving.Run(
            new ServeOptions(parsed.GetRequiredValue(urls), parsed.GetValue(Data), Demo: !parsed.GetValue(noDemo)), cancellation));
        root.Subcommands.Add(SchoolCommands.All());
        root.Subcommands.Add(PolicyCommands.All());
        root.Subcommands.Add(PersonCommands.All());
        root.Subcommands.Add(RosterCommands.All());
        root.Subcommands.Add(CheckCommand.Of());

        return root;
    }

    /// <summary>The data folder.</summary>
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder. Default: the setting Storage:Folder, else 'data' in the working directory.",
        Recursive = true,
        HelpName = "folder",
    };

    /// <summary>Machine-readable output.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON.", Recursive = true };
}
