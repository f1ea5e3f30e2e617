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

/// <summary>What holds where two texts differ.</summary>
[GenerateSerializer, Alias("policies.precedence")]
public enum Precedence
{
    /// <summary>The document does not say.</summary>
    NotStated = 0,

    /// <summary>The authoritative language; others are for convenience (M01).</summary>
    AuthoritativePrevails = 1,

    /// <summary>Another document, such as the terms (N02); between languages nothing is said.</summary>
    OtherDocumentPrevails = 2,
}

/// <summary>What happens while the authoritative text is missing (M02).</summary>
[GenerateSerializer, Alias("policies.missing_action")]
public enum MissingAction
{
    /// <summary>It is published with a banner, and receipts say that the binding text was missing.</summary>
    PublishWithWarning = 0,

    /// <summary>It can be read, not accepted.</summary>
    BlockAcceptance = 1,

    /// <summary>It is not published.</summary>
    BlockPublish = 2,
}

/// <summary>What happens where a translation was made from an older authoritative text.</summary>
[GenerateSerializer, Alias("policies.stale_action")]
public enum StaleAction
{
    /// <summary>The old translation is shown and marked.</summary>
    Banner = 0,

    /// <summary>The authoritative section stands in its place, marked.</summary>
    ShowAuthoritative = 1,

    /// <summary>As <see cref="Banner"/>, and the translation cannot be accepted.</summary>
    BlockAcceptance = 2,
}
