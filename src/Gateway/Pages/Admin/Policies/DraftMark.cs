using System.Globalization;
using System.Runtime.InteropServices;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Which state of a draft somebody had in front of her.</summary>
/// <param name="BasedOn">The version it started from: a draft that nobody saved yet has revision 0 after every version.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DraftMark(int BasedOn, int Revision)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{BasedOn}.{Revision}");

    internal static DraftMark Of(PolicyDraft draft) => new(draft.BasedOn, draft.Revision);

    internal static DraftMark Read(IFormCollection form) =>
        FormText.First(form, "mark").Split('.') is [var based, var revision]
        && int.TryParse(based, NumberStyles.None, CultureInfo.InvariantCulture, out var basedOn)
        && int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(basedOn, number)
            : new(-1, -1);

    /// <summary>Saves a text that was made from this state.</summary>
    /// <param name="now">The draft as it is.</param>
    internal async Task<Outcome<PolicyDraft>> Save(IPolicyGrain policy, PolicyDraft now, PolicyText text, string actor) =>
        this == Of(now) ? await policy.Save(text, Revision, actor) : PolicyErrors.DraftChanged(Revision, now.Revision);
}
