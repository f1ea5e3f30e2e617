using System.CommandLine;
using System.Globalization;
using Darsgah.Gateway.Api;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>policy import|lint|publish|show|call-off|list</c>.</summary>
internal static class PolicyCommands
{
    private static readonly Argument<string> Slug = new("slug") { Description = "The school's short name." };
    private static readonly Argument<string> Name = new("document") { Description = "privacy, terms, …" };

    public static Command All() => new("policy", "Imports, publishes and shows policies.") { Import(), Lint(), Publish(), Show(), CallOff(), List() };

    private static Command Import()
    {
        var language = new Argument<string>("language") { Description = "Language of the text: en, ar, fa-AF." };
        var file = new Argument<FileInfo>("file") { Description = "A plain text, Markdown or HTML file." };
        var command = new Command("import", "Imports a text into a document's draft.") { Slug, Name, language, file };

        Desk.Work(command, async (desk, parsed) =>
        {
            if (!Id<Document>.TryParse(parsed.GetRequiredValue(Name), out var document))
                return desk.Say<Imported>(BadDocument(parsed.GetRequiredValue(Name)), _ => "");

            var bytes = await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName);

            return await desk.With(
                parsed.GetRequiredValue(Slug),
                school => desk.Schools.In(school.Id, tenant => PolicyTexts.Import(
                    tenant, document, parsed.GetRequiredValue(language), bytes, ImportFormat.Recognised, null, school.Rules, Desk.Actor), Desk.Actor),
                imported => string.Join(Environment.NewLine,
                [
                    string.Create(CultureInfo.InvariantCulture, $"{imported.Report.Text.Sections.Length} sections; the draft is at revision {imported.Draft.Revision}."),
                    .. imported.Report.Findings.Select(finding => string.Create(CultureInfo.InvariantCulture, $"  lines {finding.FirstLine}-{finding.LastLine}: {finding.Message}")),
                ]));
        });

        return command;
    }

    private static Command Lint()
    {
        var command = new Command("lint", "Names what somebody should look at in a document's draft, or in its newest version. 1 where publishing waits for it.")
        {
            Slug, Name,
        };

        Desk.Work(command, async (desk, parsed) =>
        {
            if (!Id<Document>.TryParse(parsed.GetRequiredValue(Name), out var document))
                return desk.Say<PolicyReview>(BadDocument(parsed.GetRequiredValue(Name)), _ => "");

            if (!(await desk.Schools.Find(parsed.GetRequiredValue(Slug))).Succeeded(out var school, out var refusal))
                return desk.Say<PolicyReview>(refusal, _ => "");

            var words = new FindingWords(Texts.Of(UiLanguages.English), new Dates(UiLanguages.English, TimeZoneInfo.Utc));
            var review = await desk.Schools.In(school.Id, tenant => PolicyReviews.Of(tenant, document), Desk.Actor);
            var lines = review.Findings.Select(finding => FindingLine.Of(finding, words)).ToImmutableArray();

            return desk.Say(lines, Said(lines), review.Open.IsEmpty ? 0 : 1);
        });

        return command;
    }

    private static string Said(ImmutableArray<FindingLine> lines) => lines.IsEmpty
        ? "Nothing was found."
        : string.Join(Environment.NewLine, lines.Select(line => string.Create(
            CultureInfo.InvariantCulture,
            $"{(line.Decision is null ? line.Severity.ToString().ToLowerInvariant() : "decided"),-7} {line.Rule} ({line.Language}, {line.Section}): {line.Title} {line.Mend}{(line.Quote.Length > 0 ? $"{Environment.NewLine}        “{line.Quote}”" : "")}")));

    private static Command Publish()
    {
        var kind = new Option<ChangeClass>("--class") { Description = "editorial, ordinary or significant.", DefaultValueFactory = _ => ChangeClass.Significant };
        var purpose = new Option<bool>("--new-purpose") { Description = "It adds a purpose that needs a new act." };
        var summary = new Option<string[]>("--summary") { Description = "Summary of changes, as language=text.", DefaultValueFactory = _ => [] };
        var effective = new Option<DateOnly?>("--effective")
        {
            Description = "The day from which it is in force, as 2026-11-22.",
            CustomParser = result => DateOnly.ParseExact(result.Tokens.Single().Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        var reason = new Option<string>("--reason") { Description = "Why the class is lighter than the differences look like; kept.", DefaultValueFactory = _ => "" };
        var command = new Command("publish", "Makes the draft the next version.") { Slug, Name, kind, purpose, summary, effective, reason };

        Desk.Work(command, async (desk, parsed) =>
        {
            if (!Id<Document>.TryParse(parsed.GetRequiredValue(Name), out var document))
                return desk.Say<PolicyVersionHead>(BadDocument(parsed.GetRequiredValue(Name)), _ => "");

            var summaries = parsed.GetRequiredValue(summary)
                .Select(text => text.Split('=', 2))
                .ToImmutableDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "", StringComparer.Ordinal);

            return await desk.With(
                parsed.GetRequiredValue(Slug),
                school => desk.Schools.In<Outcome<PolicyVersionHead>>(
                    school.Id,
                    async tenant =>
                    {
                        var draft = await tenant.Policy(document).Draft();
                        var publish = new PublishPolicy(
                            draft.Revision,
                            parsed.GetValue(kind),
                            parsed.GetValue(purpose),
                            summaries,
                            PolicyTexts.StartOf(parsed.GetValue(effective), school),
                            StatedDate: null,
                            Desk.Actor);

                        // Where a second person is wanted, this refuses: an operator is none of the school's people.
                        var sent = await PolicyPublishing.Send(tenant, school, document, publish, parsed.GetRequiredValue(reason));
                        return sent.Then(made => made.Head!);
                    },
                    Desk.Actor),
                head => string.Create(CultureInfo.InvariantCulture, $"Version {head.Number} of '{document}' is in force from {head.EffectiveAt:u}."));
        });

        return command;
    }

    private static Command Show()
    {
        var command = new Command("show", "Shows a document's versions.") { Slug, Name };

        Desk.Work(command, async (desk, parsed) =>
        {
            if (!Id<Document>.TryParse(parsed.GetRequiredValue(Name), out var document))
                return desk.Say<PolicyOverview>(BadDocument(parsed.GetRequiredValue(Name)), _ => "");

            return await desk.With<PolicyOverview>(
                parsed.GetRequiredValue(Slug),
                school => desk.Schools.In<Outcome<PolicyOverview>>(school.Id, async tenant => await tenant.Policy(document).Overview(), Desk.Actor),
                overview => overview.Versions.IsEmpty
                    ? $"'{document}' is not published."
                    : string.Join(Environment.NewLine, overview.Versions.Select(head => string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(head.Number == overview.Current ? '*' : ' ')} {head.Number,3}  {head.EffectiveAt:yyyy-MM-dd}  {overview.StateOf(head),-10}  {head.Class,-11} {string.Join(' ', head.Hashes.Keys.Order(StringComparer.Ordinal))}"))));
        });

        return command;
    }

    private static Command CallOff()
    {
        var number = new Argument<int>("number") { Description = "The version." };
        var command = new Command("call-off", "Calls off a version whose day has not come. It stays in the history.") { Slug, Name, number };

        Desk.Work(command, async (desk, parsed) =>
        {
            if (!Id<Document>.TryParse(parsed.GetRequiredValue(Name), out var document))
                return desk.Say<PolicyVersionHead>(BadDocument(parsed.GetRequiredValue(Name)), _ => "");

            return await desk.With(
                parsed.GetRequiredValue(Slug),
                school => desk.Schools.In(school.Id, tenant => tenant.Policy(document).CallOff(parsed.GetRequiredValue(number)), Desk.Actor),
                head => string.Create(CultureInfo.InvariantCulture, $"Version {head.Number} of '{document}' is called off."));
        });

        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists a school's documents in its order.") { Slug };

        Desk.Work(command, async (desk, parsed) => await desk.With(
            parsed.GetRequiredValue(Slug),
            school => Task.FromResult<Outcome<ImmutableArray<SchoolDocument>>>(DocumentPrecedence.Ordered(school.Rules)),
            documents => string.Join(Environment.NewLine, documents.Select(document =>
                $"{document.Id,-20} {string.Join(' ', document.Audience)}{(document.Withdrawn is null ? "" : " (withdrawn)")}"))));

        return command;
    }

    private static Error BadDocument(string name) => Error.Invalid(
        "policy.bad_document", $"'{name}' is no document's name: it takes 1 to 64 of a-z, 0-9 and '-', like privacy.", "document");
}
