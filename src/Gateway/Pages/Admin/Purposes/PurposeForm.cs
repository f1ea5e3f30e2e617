using System.Globalization;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Admin.Purposes;

/// <summary>A purpose as typed.</summary>
/// <param name="Revision">The register's revision that the form was filled from.</param>
/// <param name="Key">The key of a new purpose, as typed; of another, its own.</param>
/// <param name="Terms">The rest of what was typed.</param>
/// <param name="Number">The period's number, as typed: it may be no number.</param>
/// <param name="Unit">The period's unit: Y, M, W or D.</param>
public sealed record PurposeForm(int Revision, string Key, PurposeState State, PurposeTerms Terms, string Number, string Unit)
{
    /// <summary>Lines for recipients that stand empty at the end.</summary>
    public const int SpareLines = 2;

    /// <summary>Units of a period.</summary>
    public static ImmutableArray<string> Units { get; } = ["Y", "M", "W", "D"];

    internal static PurposeForm Empty(int revision) => new(
        revision,
        "",
        PurposeState.Enabled,
        new PurposeTerms
        {
            Basis = LawfulBasis.Consent,
            Operations = [DataOperation.Store, DataOperation.Use],
            Retention = PurposeRetention.Of(RetentionKind.UntilWithdrawn),
        },
        "",
        "Y");

    internal static PurposeForm Of(Purpose purpose, int revision)
    {
        var period = purpose.Terms.Retention?.Period ?? "";

        // A period of several units has no box here; it stays as it is while the number is left empty.
        return period.Length > 2 && period[1..^1].All(char.IsAsciiDigit)
            ? new(revision, purpose.Key.Value, purpose.State, purpose.Terms, period[1..^1], period[^1..])
            : new(revision, purpose.Key.Value, purpose.State, purpose.Terms, "", "Y");
    }

    /// <param name="key">The purpose being edited; null for a new one.</param>
    /// <param name="before">It as saved: what a form leaves unsaid stays as it is.</param>
    internal static PurposeForm Read(IFormCollection form, Id<Purpose>? key, Purpose? before)
    {
        var ours = before is { BuiltIn: true } ? before.Terms : null;
        var (number, unit) = (form.Line("period_number", 4), form.Line("period_unit", 1));
        var period = Digits.TryParse(number, out var count) && count > 0 && Units.Contains(unit, StringComparer.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"P{count}{unit}")
            : number.Length == 0 ? before?.Terms.Retention?.Period ?? "" : number;

        return new(
            form.Number("revision"),
            key?.Value ?? form.Line("key", 64),
            ours is not null ? PurposeState.Enabled : form.Choice<PurposeState>("state") ?? before?.State ?? PurposeState.Enabled,
            new PurposeTerms
            {
                Titles = ByLanguage(form, "title", PurposeRules.LongestTitle),
                Descriptions = Blocks(form, "description"),
                DpvPurpose = ours?.DpvPurpose ?? form.Line("dpv_purpose", 60),
                Basis = form.Choice<LawfulBasis>("basis"),
                Categories = ours?.Categories ?? form.Choices<DataCategory>("categories"),
                Operations = ours?.Operations ?? form.Choices<DataOperation>("operations"),
                Channels = ours?.Channels ?? form.Choices<PurposeChannel>("channels"),
                Recipients = Recipients(form),
                Retention = form.Choice<RetentionKind>("retention") is { } kind
                    ? new(kind, period, ByLanguage(form, "kept", PurposeRules.LongestLine))
                    : null,
                Withdrawable = ours is null && form.Ticked("withdrawable"),
                SurvivesRestriction = ours?.SurvivesRestriction ?? form.Ticked("survives"),
                Clause = form.Line("clause", PurposeRules.LongestLine),
            },
            number,
            unit);
    }

    /// <summary>The command; or what is no key.</summary>
    internal Outcome<PutPurpose> ToCommand(bool isNew) => Id<Purpose>.TryParse(Key, out var key)
        ? new PutPurpose(key, State, Terms, isNew)
        : PurposeErrors.BadKey(Key);

    private static ImmutableDictionary<string, string> ByLanguage(IFormCollection form, string name, int most) => Filled(
        UiLanguages.All.ToImmutableDictionary(
            language => language.Tag, language => form.Line($"{name}-{language.Tag}", most), StringComparer.Ordinal));

    private static ImmutableDictionary<string, string> Blocks(IFormCollection form, string name) => Filled(
        UiLanguages.All.ToImmutableDictionary(language => language.Tag, language => form.Block($"{name}-{language.Tag}"), StringComparer.Ordinal));

    private static ImmutableDictionary<string, string> Filled(ImmutableDictionary<string, string> texts) =>
        texts.RemoveRange(texts.Where(text => text.Value.Length == 0).Select(text => text.Key));

    private static ImmutableArray<PurposeRecipient> Recipients(IFormCollection form) =>
    [
        .. from index in Enumerable.Range(0, PurposeRules.MostRecipients + SpareLines)
           let suffix = index.ToString(CultureInfo.InvariantCulture)
           let name = form.Line($"recipient-{suffix}", PurposeRules.LongestLine)
           where name.Length > 0
           select new PurposeRecipient(name, form.Choice<RecipientRole>($"recipient-role-{suffix}") ?? RecipientRole.Processor),
    ];
}
