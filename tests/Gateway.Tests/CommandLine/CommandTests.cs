using System.Diagnostics;
using System.Text.Json;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.CommandLine;

/// <summary>The executable as an operator uses it, on a data folder of its own.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("darsgah-").FullName;

    [Fact]
    public async Task A_school_is_made_gets_its_policy_and_its_owner()
    {
        var file = Path.Combine(folder, "policy.md");
        await File.WriteAllTextAsync(file, "# Privacy\n\n## One\n\nLittle is kept.\n");

        Assert.Equal(0, (await Run("school", "create", "north", "--host", "north.example", "--name", "North", "--preset", "notice-only")).Code);
        Assert.Equal(0, (await Run("policy", "import", "north", "privacy", "en", file)).Code);

        // Nobody could be asked about anything: the linter says so, and publishing waits.
        var linted = await Run("policy", "lint", "north", "privacy", "--json");
        Assert.Equal(1, linted.Code);
        Assert.Equal("lint.contact_missing", JsonDocument.Parse(linted.Output).RootElement[0].GetProperty("rule").GetString());
        Assert.Contains("lint.contact_missing", (await Run("policy", "publish", "north", "privacy")).Errors, StringComparison.Ordinal);
        await File.AppendAllTextAsync(file, "Write to office@north.example.\n");
        Assert.Equal(0, (await Run("policy", "import", "north", "privacy", "en", file)).Code);
        var clean = await Run("policy", "lint", "north", "privacy");
        Assert.Equal((0, "Nothing was found."), (clean.Code, clean.Output.Trim()));

        Assert.Equal(0, (await Run("policy", "publish", "north", "privacy")).Code);
        await File.AppendAllTextAsync(file, "Or to anna@north.example.\n");
        await Run("policy", "import", "north", "privacy", "en", file);
        Assert.Equal(0, (await Run("policy", "publish", "north", "privacy", "--effective", "2099-01-01", "--summary", "en=Another address.")).Code);
        Assert.Equal(0, (await Run("policy", "call-off", "north", "privacy", "2")).Code);
        Assert.Contains("Version 1 is in force", (await Run("policy", "call-off", "north", "privacy", "1")).Errors, StringComparison.Ordinal);
        Assert.StartsWith("privacy", (await Run("policy", "list", "north")).Output, StringComparison.Ordinal);
        var shown = await Run("policy", "show", "north", "privacy", "--json");
        var owner = await Run("person", "create", "north", "--email", "owner@north.example", "--name", "Owner", "--role", "owner");
        var operators = await Run("person", "create", "platform", "--email", "op@host.example", "--name", "Op", "--role", "operator");
        var exported = await Run("school", "export", "north");
        var check = await Run("check", "--json");

        Assert.Equal(1, JsonDocument.Parse(shown.Output).RootElement.GetProperty("current").GetInt32());
        Assert.Equal((0, 0), (owner.Code, operators.Code));
        Assert.Contains("/sign-in/new-password?", owner.Output, StringComparison.Ordinal);
        Assert.Contains("Little is kept.", exported.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("owner@north.example", exported.Output, StringComparison.Ordinal);
        Assert.Equal((0, true), (check.Code, JsonDocument.Parse(check.Output).RootElement.GetProperty("isSound").GetBoolean()));
    }

    [Fact]
    public async Task Settings_go_out_as_a_file_and_come_in_again()
    {
        await Run("school", "create", "north", "--host", "north.example", "--name", "North", "--preset", "notice-only");
        var file = Path.Combine(folder, "settings.json");
        var exported = (await Run("school", "settings", "export", "north")).Output;
        await File.WriteAllTextAsync(file, exported.Replace("\"value\": \"optional\"", "\"value\": \"required\", \"clause\": \"9\"", StringComparison.Ordinal));

        var dry = await Run("school", "settings", "import", "north", file, "--dry-run");
        var same = (await Run("school", "settings", "export", "north")).Output;
        var taken = await Run("school", "settings", "import", "north", file);
        var next = (await Run("school", "settings", "export", "north")).Output;
        await File.WriteAllTextAsync(file, """{"format":1,"settings":{"age.minimun":{"value":18}}}""");
        var refused = await Run("school", "settings", "import", "north", file);

        Assert.Equal((0, "version.effectiveDate: \"optional\" -> \"required\" (9)"), (dry.Code, dry.Output.Trim()));
        Assert.Equal(exported, same);
        Assert.Equal(dry.Output, taken.Output);
        Assert.Contains("\"clause\": \"9\"", next, StringComparison.Ordinal);
        Assert.Equal(1, refused.Code);
        Assert.Contains("/settings/age.minimun: 'age.minimun' is nothing that this file knows. Did you mean 'age.minimum'?", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_1_and_says_why_and_wrong_use_is_2()
    {
        var refused = await Run("school", "suspend", "nowhere");
        var wrong = await Run("school", "destroy");

        Assert.Equal(1, refused.Code);
        Assert.Contains("nowhere", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(2, wrong.Code);
    }

    /// <summary>SEC-K21.</summary>
    [Fact]
    public async Task A_data_folder_in_use_is_named_and_left_alone()
    {
        await using var site = await Site.Open();

        var second = await Run(["school", "list"], site.Folder);

        Assert.Equal(1, second.Code);
        Assert.Contains(site.Folder, second.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => Run(arguments, folder);

    private static async Task<(int Code, string Output, string Errors)> Run(string[] arguments, string data)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(GatewayHost).Assembly.Location, .. arguments, "--data", data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
