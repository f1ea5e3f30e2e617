using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>Where something stands that is decided for another person.</summary>
public enum BehalfAnswer
{
    /// <summary>Nobody has answered.</summary>
    Open = 1,

    /// <summary>Agreed, to what is in force.</summary>
    Agreed = 2,

    /// <summary>Agreed to an older version.</summary>
    Outdated = 3,

    /// <summary>Not agreed.</summary>
    Refused = 4,

    /// <summary>Taken back.</summary>
    Withdrawn = 5,
}

/// <summary>A document or a purpose that somebody decides for another person, as she reads it.</summary>
/// <param name="Key">Its name in forms: <c>document-privacy</c>, <c>purpose-news</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Language">The language of the name and of the text.</param>
/// <param name="Description">What a purpose is for; empty for a document.</param>
/// <param name="Answer">Where it stands.</param>
/// <param name="Version">Number of the version shown.</param>
/// <param name="Hash">Hash of the text shown.</param>
/// <param name="AgreeLabel">The words of the control that agrees: kept as evidence.</param>
/// <param name="Shown">The document; null for a purpose.</param>
/// <param name="Purpose">The purpose; null for a document.</param>
public sealed record BehalfItem(
    string Key,
    string Name,
    string Language,
    string Description,
    BehalfAnswer Answer,
    int Version,
    string Hash,
    string AgreeLabel,
    PolicyShown? Shown,
    Purpose? Purpose)
{
    /// <summary>Field of the answer.</summary>
    public string Field => $"answer-{Key}";

    /// <summary>An agreement stands that can be taken back.</summary>
    public bool MayWithdraw => Answer is BehalfAnswer.Agreed or BehalfAnswer.Outdated;

    /// <summary>It can be agreed to now.</summary>
    public bool MayAgree => Answer != BehalfAnswer.Agreed && Shown?.Blocked is null;
}

/// <summary>What somebody sent about one of them.</summary>
/// <param name="Answer"><c>agree</c>, <c>refuse</c> or <c>withdraw</c>; anything else for none.</param>
/// <param name="Version">Number of the version that was before her.</param>
/// <param name="Hash">Hash of the text that was before her.</param>
internal sealed record BehalfSent(string Answer, int Version, string Hash);

/// <summary>Everything that can be decided for another person, and taking what was decided.</summary>
internal static class BehalfItems
{
    public const string Agree = "agree";
    public const string Refuse = "refuse";
    public const string Withdraw = "withdraw";

    private const string Control = "on-behalf";

    /// <summary>Documents that people like her are asked about, and purposes that are hers to decide.</summary>
    /// <param name="entries">Her ledger; empty before there is one.</param>
    /// <param name="country">Her country, or empty.</param>
    /// <param name="isMinor">She is under age: a guardian decides.</param>
    public static async Task<ImmutableArray<BehalfItem>> Of(
        TenantRequest request, ImmutableArray<ConsentEntry> entries, string country, ImmutableArray<Role> roles, bool isMinor)
    {
        var now = request.Clock.GetUtcNow();
        var (rules, counting) = (SettingResolver.InForce(request.School, country, now), entries.CountingAt(now));
        var items = ImmutableArray.CreateBuilder<BehalfItem>();
        var asked = rules.Documents.AskedOf(roles, isMinor).Select(document => document.Id).ToHashSet();

        // Where nothing is accepted there is nothing to decide (Q18).
        foreach (var document in DocumentPrecedence.Ordered(rules).Where(document => asked.Contains(document.Id) && rules.Acceptance.Mode != AcceptanceMode.None))
        {
            if ((await request.Grains.Policy(document.Id).Current()).Value is { } version)
                items.Add(Of(request, PolicyShown.ToAccept(version, rules, language: null, request.UiLanguage.Tag), counting));
        }

        foreach (var purpose in (await request.Grains.Purposes.All()).Purposes)
        {
            var standing = PurposeStanding.Of(purpose, counting, rules);

            if (standing.HasChoice)
                items.Add(Of(request, purpose, standing));
        }

        return items.ToImmutable();
    }

    /// <summary>Records one decision, and before it that the text was put before whoever decides. Runs in her name.</summary>
    /// <returns>The entry; or why it was not taken.</returns>
    public static async Task<Outcome<ConsentEntry>> Take(
        TenantRequest request, Id<Person> person, string country, BehalfItem item, BehalfSent sent, string surface)
    {
        if (sent.Answer is not (Agree or Refuse or Withdraw))
            return GuardianErrors.NotAnswered(item.Field);

        if (sent.Answer is not Withdraw && (sent.Version != item.Version || !string.Equals(sent.Hash, item.Hash, StringComparison.Ordinal)))
            return ConsentErrors.VersionSuperseded(sent.Version, item.Version);

        var ledger = request.Grains.ConsentLedger(person);

        if (item.Purpose is { } purpose)
        {
            return await ledger.Answer(new AnswerPurpose(
                purpose.Key,
                item.Version,
                item.Hash,
                item.Language,
                country,
                sent.Answer switch { Agree => PurposeDecision.Agree, Refuse => PurposeDecision.Refuse, _ => PurposeDecision.Withdraw },
                $"{Control}-{sent.Answer}",
                sent.Answer is Agree ? item.AgreeLabel : "",
                surface,
                Explicit: sent.Answer is Agree));
        }

        var shown = item.Shown!;

        if (sent.Answer is Withdraw)
            return await ledger.Withdraw(shown.Version.Document, surface);

        if (sent.Answer is Agree && shown.Blocked is { } blocked)
            return blocked;

        await ledger.ServeNotice(shown.Text, surface);

        return sent.Answer is Refuse
            ? await ledger.Refuse(shown.Text, surface)
            : await ledger.Accept(new AcceptDocument(
                shown.Text, AcceptanceMode.Button, $"{Control}-{Agree}", item.AgreeLabel, [], surface, Explicit: true));
    }

    private static BehalfItem Of(TenantRequest request, PolicyShown shown, ImmutableArray<ConsentEntry> entries)
    {
        var document = shown.Version.Document;
        var name = Documents.NameInSentence(document, request.Texts);
        var last = entries.LastOrDefault(entry =>
            entry.Act != ConsentAct.NoticeServed && entry.Purpose is null && entry.Shown.Document == document);

        return new(
            $"document-{document}",
            name,
            shown.Text.Language,
            "",
            last?.Act switch
            {
                ConsentAct.Accepted => last.Shown.Version >= shown.Version.Head.Number ? BehalfAnswer.Agreed : BehalfAnswer.Outdated,
                ConsentAct.Refused => BehalfAnswer.Refused,
                ConsentAct.Withdrawn => BehalfAnswer.Withdrawn,
                _ => BehalfAnswer.Open,
            },
            shown.Version.Head.Number,
            shown.Text.ShownHash,
            request.Texts.Format("guardian.agree_document", ("policy", name)),
            shown,
            Purpose: null);
    }

    private static BehalfItem Of(TenantRequest request, Purpose purpose, PurposeStanding standing)
    {
        var text = PurposeWords.Text(purpose, request);

        return new(
            $"purpose-{purpose.Key}",
            text.Title,
            text.Language,
            text.Description,
            standing.Answer switch
            {
                PurposeAnswer.Given or PurposeAnswer.NotNeeded => BehalfAnswer.Agreed,
                PurposeAnswer.GivenInPart => BehalfAnswer.Outdated,
                PurposeAnswer.Refused or PurposeAnswer.Objected => BehalfAnswer.Refused,
                PurposeAnswer.Withdrawn => BehalfAnswer.Withdrawn,
                _ => BehalfAnswer.Open,
            },
            purpose.Version,
            text.Hash,
            request.Texts.Format("guardian.agree_purpose", ("title", text.Title)),
            Shown: null,
            purpose);
    }
}
