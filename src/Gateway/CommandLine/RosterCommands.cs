using System.CommandLine;
using System.Globalization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>roster rebuild</c>.</summary>
internal static class RosterCommands
{
    private const int PageSize = 100;

    public static Command All() => new("roster", "The students of courses, in lists.") { Rebuild() };

    private static Command Rebuild()
    {
        var slug = new Argument<string>("slug") { Description = "The school's short name." };
        var command = new Command(
            "rebuild", "Writes rosters and grade books anew from the enrolments of every member; prints how many members there were.") { slug };

        Desk.Work(command, (desk, parsed) => desk.With(
            parsed.GetRequiredValue(slug),
            async school => await desk.Schools.In(school.Id, Refresh, Desk.Actor),
            members => string.Create(CultureInfo.InvariantCulture, $"Rosters follow the enrolments of {members.Count} members.")));

        return command;
    }

    private static async Task<Outcome<Rebuilt>> Refresh(TenantGrains grains)
    {
        var (count, before) = (0, default(string));

        do
        {
            var page = await grains.Members.Page(before, PageSize, PurposeUses.RosterRebuild);

            foreach (var member in page.Rows)
                await Accounts.Refresh(grains, member.Id);

            (count, before) = (count + page.Rows.Length, page.Next);
        }
        while (before is not null);

        return new Rebuilt(count);
    }

    /// <param name="Count">Members whose enrolments were looked at.</param>
    private sealed record Rebuilt(int Count);
}
