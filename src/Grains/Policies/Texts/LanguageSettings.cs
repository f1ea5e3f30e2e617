using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// What a school has confirmed about the languages of a document; never inferred from its text (T03).
/// </summary>
/// <param name="Authoritative">
/// The language that binds, a canonical tag; null when none was stated. The only language of a version binds by being
/// the only one (Q01).
/// </param>
/// <param name="Precedence">What holds where languages differ.</param>
/// <param name="OnAuthoritativeMissing">What happens while the binding text is not there (M02).</param>
/// <param name="OnTranslationStale">What happens where a translation was made from an older text.</param>
/// <param name="PrevailingDocument">
/// With <see cref="Precedence.OtherDocumentPrevails"/>: that document's key (N02).
/// </param>
[GenerateSerializer, Immutable, Alias("policies.language_settings")]
public sealed record LanguageSettings(
    string? Authoritative,
    Precedence Precedence = Precedence.NotStated,
    MissingAction OnAuthoritativeMissing = MissingAction.PublishWithWarning,
    StaleAction OnTranslationStale = StaleAction.Banner,
    string? PrevailingDocument = null);
