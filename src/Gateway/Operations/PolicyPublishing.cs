using Darsgah.Gateway.Pages.Admin.Policies;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Policies.Variables;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Operations;

/// <summary>Making a draft the next version, or asking a second person to: the same on the pages and over the API.</summary>
public static class PolicyPublishing
{
    private static readonly ChangeProposal Nothing = new(ChangeClass.Editorial, []);

    /// <summary>Publishes, or asks where the school wants a second person. How the class was decided is kept (T56).</summary>
    /// <param name="reason">Why a lighter class than proposed; empty where she says nothing.</param>
    /// <returns>What became of it; or what the document refuses, or <see cref="PolicyErrors.ClassReasonNeeded"/>.</returns>
    public static async Task<Outcome<PublishedOrAsked>> Send(
        TenantGrains tenant, School school, Id<Document> document, PublishPolicy command, string reason)
    {
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(command);

        var policy = tenant.Policy(document);
        var draft = await policy.Draft();

        // What is proposed is about the draft that she looked at, or about none.
        if (draft.Revision != command.ExpectedRevision)
            return PolicyErrors.DraftChanged(command.ExpectedRevision, draft.Revision);

        var proposal = Proposed(await Changes(policy, draft with { Texts = draft.Texts.RemoveRange(command.Without) }, school, command.EffectiveAt));

        if (command.Class < proposal.Class && reason.Trim().Length is 0 or > ClassDecision.LongestReason)
            return PolicyErrors.ClassReasonNeeded(proposal.Class);

        // Sections that settings ask for keep their keys from the text as it is, before a new one renumbers them.
        await tenant.Promises(document).KeepPlaces();

        var decided = command with { Decision = new ClassDecision(proposal.Class, proposal.Cues, reason.Trim()) };

        return school.Rules.Approval == PublishApproval.SecondPerson
            ? (await policy.AskToPublish(decided)).Then(request => new PublishedOrAsked(null, request))
            : (await policy.Publish(decided)).Then(head => new PublishedOrAsked(head, null));
    }

    /// <summary>What the draft changes in each language since the newest version, the one that binds first.</summary>
    /// <param name="effective">From when it is to be in force; null while that is not known.</param>
    public static async Task<ImmutableArray<LanguageChange>> Changes(IPolicyGrain policy, PolicyDraft draft, School school, DateTimeOffset? effective)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(school);

        var newest = (await policy.Overview()).Versions.FirstOrDefault();
        var before = newest is null ? null : (await policy.Version(newest.Number)).Value;
        var binding = DraftLanguage.Binding(school.Rules.PolicyLanguage, draft);

        // Filled, as what was published is. Without a day of its own, with that of the newest version: a day that is not chosen is no change.
        var texts = PolicyVariables.Fill(
            draft.Texts, VariableValues.Of(school, effective ?? newest?.EffectiveAt ?? DateTimeOffset.UnixEpoch, (newest?.Number ?? 0) + 1));

        return
        [
            .. texts.Keys.OrderByDescending(language => language == binding).ThenBy(language => language, StringComparer.Ordinal)
                .Select(language =>
                {
                    var old = before?.Texts.GetValueOrDefault(language);
                    return new LanguageChange(language, old is null, PolicyChange.Between(old, texts[language]));
                }),
        ];
    }

    /// <summary>How much it seems to change: the weightiest of the languages; a translation that is new only says again what was said.</summary>
    public static ChangeProposal Proposed(ImmutableArray<LanguageChange> changes) =>
        changes.Where(change => !change.Change.None && !change.IsNew).Select(change => change.Change.Proposal)
            .DefaultIfEmpty(changes.Select(change => change.Change.Proposal).FirstOrDefault(Nothing))
            .MaxBy(proposal => proposal.Class)!;
}

/// <summary>What differs in one language.</summary>
public sealed record LanguageChange(string Language, bool IsNew, PolicyChange Change);

/// <summary>A version, or the request for one.</summary>
public sealed record PublishedOrAsked(PolicyVersionHead? Head, PublishRequest? Request);
