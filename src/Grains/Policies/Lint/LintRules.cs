namespace Darsgah.Grains.Policies.Lint;

/// <summary>A thing the linter looks for.</summary>
/// <param name="Code">Stable: findings, decisions and texts name the rule by it.</param>
/// <param name="Answers">Ids of what it answers in the privacy rules.</param>
public sealed record LintRule(string Code, params ImmutableArray<string> Answers);

/// <summary>All rules. What each looks for stands at the class that looks.</summary>
public static class LintRules
{
    /// <summary>No e-mail, telephone number or postal address in the text.</summary>
    public static LintRule ContactMissing { get; } = new("lint.contact_missing", "T13", "T22", "T49");

    /// <summary>Letters by post are invited, and neither the text nor the school's profile has a postal address.</summary>
    public static LintRule ContactPostalMissing { get; } = new("lint.contact_postal_missing", "M49");

    /// <summary>A subject that readers and laws expect, and the text says nothing of.</summary>
    public static LintRule NotCovered { get; } = new("lint.not_covered", "Q19");

    /// <summary>Requests are to be sent to an address that the text does not name.</summary>
    public static LintRule ContactUnnamed { get; } = new("lint.contact_unnamed", "T39");

    /// <summary>A contact at a public mail provider.</summary>
    public static LintRule ContactFreeMail { get; } = new("lint.contact_free_mail", "T41");

    /// <summary>A contact at a domain that is not the school's.</summary>
    public static LintRule ContactOtherDomain { get; } = new("lint.contact_other_domain", "T41");

    /// <summary>A section is referred to that is not there.</summary>
    public static LintRule ReferenceDangling { get; } = new("lint.reference_dangling", "T04", "T49");

    /// <summary>A term is said to be defined, and is not.</summary>
    public static LintRule TermUndefined { get; } = new("lint.term_undefined", "T49");

    /// <summary>Another document is referred to, or depended on, that the school has not published.</summary>
    public static LintRule DocumentMissing { get; } = new("lint.document_missing", "M48", "T54");

    /// <summary>A link that leads nowhere.</summary>
    public static LintRule LinkDead { get; } = new("lint.link_dead", "T04");

    /// <summary>Words that were a link once: “follow the steps outlined here”.</summary>
    public static LintRule LinkLost { get; } = new("lint.link_lost", "T04");

    /// <summary>The same heading stands over two sections.</summary>
    public static LintRule HeadingTwice { get; } = new("lint.heading_twice", "T04");

    /// <summary>The text promises a date of its own and carries none.</summary>
    public static LintRule DateMissing { get; } = new("lint.date_missing", "T16");

    /// <summary>A statement about the last twelve months that is older than they are.</summary>
    public static LintRule StatementStale { get; } = new("lint.statement_stale", "T48");

    /// <summary>The text of the language that binds is not there.</summary>
    public static LintRule AuthoritativeMissing { get; } = new("lint.authoritative_missing", "T01", "T02");

    /// <summary>The text says which language prevails, and no person of the school has confirmed it.</summary>
    public static LintRule PrecedenceUnconfirmed { get; } = new("lint.precedence_unconfirmed", "T03");

    /// <summary>The text puts another document above itself, and the school's rules do not.</summary>
    public static LintRule TermsAboveUnset { get; } = new("lint.terms_above_unset", "T54");

    /// <summary>A category is disclosed that is not among those collected.</summary>
    public static LintRule DisclosedNotCollected { get; } = new("lint.disclosed_not_collected", "T47");

    /// <summary>Words of time that nobody can be held to.</summary>
    public static LintRule TimeVague { get; } = new("lint.time_vague", "T19", "T31", "T44");

    /// <summary>A purpose without a period among purposes that have one.</summary>
    public static LintRule PurposeWithoutPeriod { get; } = new("lint.purpose_without_period", "T33");

    /// <summary>A period of years that does not say from when.</summary>
    public static LintRule PeriodWithoutStart { get; } = new("lint.period_without_start", "T32");

    /// <summary>Two periods joined by “or”, without a word on which of them counts.</summary>
    public static LintRule PeriodEither { get; } = new("lint.period_either", "T30");

    /// <summary>Several purposes with periods of their own in one clause.</summary>
    public static LintRule PurposesPacked { get; } = new("lint.purposes_packed", "T40");

    /// <summary>Nothing is said of how long anything is kept.</summary>
    public static LintRule PeriodMissing { get; } = new("lint.period_missing", "T33");

    /// <summary>Buttons and messages of the web page that the text was copied from.</summary>
    public static LintRule Residue { get; } = new("lint.residue", "T42");

    /// <summary>“Publish” where “update” must be meant.</summary>
    public static LintRule WordMistranslated { get; } = new("lint.word_mistranslated", "T05");

    /// <summary>Data of special categories, taken without a word of explicit consent.</summary>
    public static LintRule SensitiveData { get; } = new("lint.sensitive_data", "T12");

    /// <summary>Numbers of payment cards or security answers are collected, it says; the software keeps none.</summary>
    public static LintRule CardNumbers { get; } = new("lint.card_numbers", "T50");

    /// <summary>Offers are mailed, and no way to stop them is named.</summary>
    public static LintRule MarketingWithoutOptOut { get; } = new("lint.marketing_without_opt_out", "T24");

    /// <summary>Mere use is said to be express consent.</summary>
    public static LintRule ConsentByUse { get; } = new("lint.consent_by_use", "T51");

    /// <summary>Changes are made without telling anybody.</summary>
    public static LintRule ChangesUnannounced { get; } = new("lint.changes_unannounced", "T46");

    /// <summary>The text promises a mail about changes; the school's rules send none.</summary>
    public static LintRule RulesMail { get; } = new("lint.rules_mail", "T11", "T56");

    /// <summary>The text names an age; the school's rules do not ask for it.</summary>
    public static LintRule RulesAge { get; } = new("lint.rules_age", "T53");

    /// <summary>The text says that use accepts it; by the school's rules nothing is accepted.</summary>
    public static LintRule RulesAcceptance { get; } = new("lint.rules_acceptance", "T46", "T51");

    /// <summary>Two clauses about bank or payment details cannot both be true.</summary>
    public static LintRule ContradictionPayment { get; } = new("lint.contradiction_payment", "T07", "T18");

    /// <summary>A profile is public, and public only by a setting.</summary>
    public static LintRule ContradictionVisibility { get; } = new("lint.contradiction_visibility", "T08");

    /// <summary>Personalised advertising is done, and is a thing of the future.</summary>
    public static LintRule ContradictionAdvertising { get; } = new("lint.contradiction_advertising", "T09");

    /// <summary>Data is not sold, and offers of other companies are sent.</summary>
    public static LintRule ContradictionSelling { get; } = new("lint.contradiction_selling", "T52");

    /// <summary>Data is said to be anonymous, and people are recognised by it.</summary>
    public static LintRule ContradictionAnonymous { get; } = new("lint.contradiction_anonymous", "T10", "T20", "T58");

    /// <summary>Data is not verified, and identity is.</summary>
    public static LintRule ContradictionVerification { get; } = new("lint.contradiction_verification", "T36");

    /// <summary>A withdrawal works at once, and only after a check.</summary>
    public static LintRule ContradictionWithdrawal { get; } = new("lint.contradiction_withdrawal", "T35");

    /// <summary>Cookies identify nobody, and are personal data.</summary>
    public static LintRule ContradictionCookies { get; } = new("lint.contradiction_cookies", "T38");

    /// <summary>Kept as long as the account, and never longer than some years.</summary>
    public static LintRule ContradictionRetention { get; } = new("lint.contradiction_retention", "T29");

    /// <summary>Who does not agree loses a part, and may use nothing.</summary>
    public static LintRule ContradictionRefusal { get; } = new("lint.contradiction_refusal", "T26");

    /// <summary>Depersonalised data may stay after a request, and may not.</summary>
    public static LintRule ContradictionDeletion { get; } = new("lint.contradiction_deletion", "T34");

    /// <summary>Use is consent, and consent is given by an act.</summary>
    public static LintRule ContradictionConsent { get; } = new("lint.contradiction_consent", "T27", "T28");

    /// <summary>A name in double braces that stands for no value.</summary>
    public static LintRule VariableUnknown { get; } = new("lint.variable_unknown", "T49");

    /// <summary>A name in double braces whose value the school has not set.</summary>
    public static LintRule VariableEmpty { get; } = new("lint.variable_empty", "T49");

    /// <summary>A translation without the word that the school's glossary has for a term of its source.</summary>
    public static LintRule GlossaryWord { get; } = new("lint.glossary_word", "M01");

    /// <summary>A section that a setting, a law or a promise asks for is not in the text any more.</summary>
    public static LintRule RequiredLost { get; } = new("lint.required_lost", "B44");

    /// <summary>A section that only some languages have.</summary>
    public static LintRule SectionInSome { get; } = new("lint.section_in_some", "M01", "T01");

    /// <summary>A section that states other numbers, periods, ages or addresses than the same section in another language.</summary>
    public static LintRule LanguagesDiffer { get; } = new("lint.languages_differ", "M01", "T01");

    /// <summary>All of them.</summary>
    public static ImmutableArray<LintRule> All { get; } =
    [
        ContactMissing, ContactPostalMissing, NotCovered, ContactUnnamed, ContactFreeMail, ContactOtherDomain, ReferenceDangling, TermUndefined, DocumentMissing,
        LinkDead, LinkLost, HeadingTwice, DateMissing, StatementStale, AuthoritativeMissing, PrecedenceUnconfirmed,
        TermsAboveUnset, DisclosedNotCollected, TimeVague, PurposeWithoutPeriod, PeriodWithoutStart, PeriodEither,
        PurposesPacked, PeriodMissing, Residue, WordMistranslated, SensitiveData, CardNumbers, MarketingWithoutOptOut,
        ConsentByUse, ChangesUnannounced, RulesMail, RulesAge, RulesAcceptance, ContradictionPayment, ContradictionVisibility,
        ContradictionAdvertising, ContradictionSelling, ContradictionAnonymous, ContradictionVerification,
        ContradictionWithdrawal, ContradictionCookies, ContradictionRetention, ContradictionRefusal, ContradictionDeletion,
        ContradictionConsent, VariableUnknown, VariableEmpty, GlossaryWord, SectionInSome,
        LanguagesDiffer, RequiredLost,
    ];
}
