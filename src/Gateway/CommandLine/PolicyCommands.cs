using System.CommandLine;
using System.Globalization;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>policy import|publish|show</c>.</summary>
internal static class PolicyCommands
{
    private static readonly Argument<string> Slug = new("slug") { Description = "The school's short name." };
    private static readonly Argument<string> Name = new("document") { Description = "privacy, terms, …" };

    public static Command All() => new("policy", "Imports, publishes and shows policies.") { Import(), Publish(), Show() };

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
        var command = new Command("publish", "Makes the draft the next version.") { Slug, Name, kind, purpose, summary, effective };

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
                        return await tenant.Policy(document).Publish(new PublishPolicy(
                            draft.Revision,
                            parsed.GetValue(kind),
                            parsed.GetValue(purpose),
                            summaries,
                            PolicyTexts.StartOf(parsed.GetValue(effective), school),
                            StatedDate: null,
                            Desk.Actor));
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
                        $"{(head.Number == overview.Current ? '*' : ' ')} {head.Number,3}  {head.EffectiveAt:yyyy-MM-dd}  {head.Class,-11} {string.Join(' ', head.Hashes.Keys.Order(StringComparer.Ordinal))}"))));
        });

        return command;
    }

    private static Error BadDocument(string name) => Error.Invalid(
        "policy.bad_document", $"'{name}' is no document's name: it takes 1 to 64 of a-z, 0-9 and '-', like privacy.", "document");
}
