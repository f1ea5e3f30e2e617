using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>A purpose that somebody who signs up may agree to, and may leave alone without any difference.</summary>
/// <param name="Purpose">As it is now.</param>
/// <param name="Text">Its words in her language.</param>
/// <param name="Label">The words of its box: kept as evidence.</param>
public sealed record SignUpPurpose(Purpose Purpose, PurposeText Text, string Label)
{
    /// <summary>Name of its box.</summary>
    public string Box => $"purpose-{Purpose.Key}";

    /// <summary>
    /// Those that the school offers, in its order: pursued, and resting on consent for everybody who signs up here.
    /// </summary>
    internal static async Task<ImmutableArray<SignUpPurpose>> Of(TenantRequest request)
    {
        if (request.School.Rules.SignUpPurposes.IsEmpty)
            return [];

        var register = await request.Grains.Purposes.All();

        return
        [
            .. from key in request.School.Rules.SignUpPurposes
               let purpose = register.Purposes.FirstOrDefault(purpose => purpose.Key == key)
               where purpose is { State: PurposeState.Enabled } && PurposeStanding.BasisFor(purpose, request.Rules) == LawfulBasis.Consent
               let text = PurposeWords.Text(purpose, request)
               select new SignUpPurpose(purpose, text, request.Texts.Format("sign_up.consent_box_optional", ("purpose", text.Title))),
        ];
    }

    /// <summary>Her answers: a box that is ticked is a consent to what was shown, one that is not is nothing.</summary>
    /// <returns>One answer for each offered purpose; or that a text has changed since it was shown.</returns>
    internal static Outcome<ImmutableArray<AnswerPurpose>> Read(ImmutableArray<SignUpPurpose> offered, SignUpSent sent, string country)
    {
        var answers = ImmutableArray.CreateBuilder<AnswerPurpose>(offered.Length);

        foreach (var offer in offered)
        {
            var about = sent.Purposes(offer.Purpose.Key);

            if (about.Ticked && (about.Version != offer.Purpose.Version || !string.Equals(about.Hash, offer.Text.Hash, StringComparison.Ordinal)))
                return PurposeErrors.VersionSuperseded(offer.Purpose.Key, about.Version, offer.Purpose.Version);

            // Of an address that nobody has confirmed the newest answers count: a box left empty takes an older tick back.
            answers.Add(new AnswerPurpose(
                offer.Purpose.Key,
                offer.Purpose.Version,
                offer.Text.Hash,
                offer.Text.Language,
                country,
                about.Ticked ? PurposeDecision.Agree : PurposeDecision.Withdraw,
                offer.Box,
                offer.Label,
                sent.Surface,
                Explicit: about.Ticked,
                AcceptanceMode.Checkbox));
        }

        return answers.MoveToImmutable();
    }
}
