using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Consent;

/// <summary>Her answer to a purpose.</summary>
/// <param name="Purpose">Which one.</param>
/// <param name="Version">The version that was shown.</param>
/// <param name="Hash">Hash of the words that were shown (<see cref="PurposeText.Hash"/>).</param>
/// <param name="Language">The language she read in.</param>
/// <param name="Country">Her country, ISO 3166-1 alpha-2, or empty.</param>
/// <param name="Decision">What she decided.</param>
/// <param name="ControlId">The control used.</param>
/// <param name="ControlLabel">Its words, as shown.</param>
/// <param name="Surface">Where: a path of the site.</param>
/// <param name="Explicit">The control's only aim was this, and its words said what is consented to.</param>
/// <param name="Mode">Which kind of control it was: a button, or a box that started empty.</param>
[GenerateSerializer, Immutable, Alias("consent.answer_purpose")]
public sealed record AnswerPurpose(
    Id<Purpose> Purpose,
    int Version,
    string Hash,
    string Language,
    string Country,
    PurposeDecision Decision,
    string ControlId,
    string ControlLabel,
    string Surface,
    bool Explicit,
    AcceptanceMode Mode = AcceptanceMode.Button);

/// <summary>What somebody can decide about a purpose.</summary>
public enum PurposeDecision
{
    /// <summary>Yes.</summary>
    Agree = 1,

    /// <summary>No: to what she is asked now. What she agreed to before stands.</summary>
    Refuse = 2,

    /// <summary>No longer: all of it, from now on.</summary>
    Withdraw = 3,
}

/// <summary>The purpose that an entry is about.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Version">The version that was shown.</param>
/// <param name="Edition">What names its wording and its content (<see cref="PurposeText.Edition"/>).</param>
[GenerateSerializer, Immutable, Alias("consent.purpose_shown")]
public sealed record PurposeShown(Id<Purpose> Key, int Version, string Edition);
