using System.CommandLine;
using System.Globalization;
using Darsgah.Silo.Storage;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>check</c>: reads everything in the stores.</summary>
internal static class CheckCommand
{
    public static Command Of()
    {
        var command = new Command("check", "Verifies every store: SQLite's own check, audit trails, every record's seal, every file's.");

        Desk.Work(command, async (desk, _) =>
        {
            var report = await desk.Get<StoreCheck>().All();
            var words = string.Join(Environment.NewLine,
            [
                .. report.Findings.Select(finding => $"{finding.Tenant}: {finding.File}: {finding.Record ?? "file"}: {finding.Fault}"),
                string.Create(CultureInfo.InvariantCulture, $"{report.Stores} stores, {report.Records} records, {report.Files} files, {report.Findings.Length} faults."),
            ]);

            return desk.Say(report, words, report.IsSound ? 0 : 1);
        });

        return command;
    }
}
