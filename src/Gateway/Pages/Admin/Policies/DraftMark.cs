using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Which state of a draft somebody had in front of her.</summary>
/// <param name="Revision">The draft's, which is never given twice.</param>
public readonly record struct DraftMark(int Revision)
{
    public override string ToString() => Revision.ToString(CultureInfo.InvariantCulture);

    internal static DraftMark Of(PolicyDraft draft) => new(draft.Revision);

    internal static DraftMark Read(IFormCollection form) =>
        int.TryParse(FormText.First(form, "mark"), NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? new(revision)
            : new(-1);

    /// <summary>Saves a text that was made from this state.</summary>
    internal Task<Outcome<PolicyDraft>> Save(
        IPolicyGrain policy, PolicyText text, string actor, ImmutableDictionary<string, string>? stillCorrect = null) =>
        policy.Save(text, Revision, actor, stillCorrect);
}
