namespace Darsgah.Grains.Purposes;

/// <summary>Refusals about purposes.</summary>
public static class PurposeErrors
{
    /// <summary>A key that cannot be one.</summary>
    public static Error BadKey(string key) => Error.Invalid(
        "purposes.bad_key", $"'{key}' is no key of a purpose: it takes 2 to 40 of a-z, 0-9 and '-', starting with a letter.", "key", ("key", key));

    /// <summary>There is none of that key here.</summary>
    public static Error NoSuchPurpose(string purpose) => Error.NotFound(
        "purposes.no_such_purpose", $"The school has no purpose '{purpose}'.", null, ("purpose", purpose));

    /// <summary>There is one of that key already.</summary>
    public static Error KeyTaken(Id<Purpose> purpose) => Error.Conflict(
        "purposes.key_taken", $"The school has a purpose '{purpose}' already.", "key", ("purpose", purpose.Value));

    /// <summary>More than a register holds.</summary>
    public static Error TooMany(int most) => Error.Conflict(
        "purposes.too_many", $"A school's register takes at most {most} purposes.", null, ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Somebody else changed the register first.</summary>
    public static Error Changed(int seen, int now) => Error.Conflict(
        "purposes.changed",
        $"The register was changed while you edited it (you saw {seen}, it is {now}). Look at it again and repeat your change.");

    /// <summary>Nothing says what makes it lawful.</summary>
    public static Error NoBasis() => Error.Invalid(
        "purposes.no_basis", "A purpose names its lawful basis: consent, contract, legalObligation, legitimateInterest, vitalInterest or publicTask.", "basis");

    /// <summary>A law in force for the school does not know the basis (E47).</summary>
    /// <param name="profile">The profile: AE.</param>
    public static Error BasisUnlawful(LawfulBasis basis, string profile) => Error.Invalid(
        "purposes.basis_unlawful",
        $"The profile {profile}, in force for this school, does not know '{basis.Written()}' as a lawful basis.",
        "basis",
        ("basis", basis.Written()),
        ("profile", profile));

    /// <summary>The school's own settings leave the basis out.</summary>
    public static Error BasisNotUsed(LawfulBasis basis) => Error.Invalid(
        "purposes.basis_not_used",
        $"The school's settings (purpose.lawfulBases) leave '{basis.Written()}' out.",
        "basis",
        ("basis", basis.Written()));

    /// <summary>Special categories rest on consent, law or life (GDPR Art. 9(2)).</summary>
    public static Error SpecialBasis() => Error.Invalid(
        "purposes.special_basis",
        "Special categories of data rest on consent, legalObligation, vitalInterest or publicTask, not on a contract or an interest.",
        "basis");

    /// <summary>The purpose of the software can be refused only where its basis is none of hers.</summary>
    public static Error BuiltInBasis() => Error.Invalid(
        "purposes.built_in_basis",
        "What the software itself needs cannot rest on a consent that could be refused. Choose another basis.",
        "basis");

    /// <summary>No data.</summary>
    public static Error NoCategory() => Error.Invalid(
        "purposes.no_category", "A purpose names at least one category of data.", "categories");

    /// <summary>The school's settings forbid the category (E11).</summary>
    public static Error CategoryForbidden(DataCategory category) => Error.Invalid(
        "purposes.category_forbidden",
        $"The school's settings (field.forbidden) forbid '{category.Written()}'.",
        "categories",
        ("category", category.Written()));

    /// <summary>Nothing is done with the data, so nothing needs a purpose.</summary>
    public static Error NoOperation() => Error.Invalid(
        "purposes.no_operation", "A purpose names at least one thing that is done with the data.", "operations");

    /// <summary>No title in one of the school's languages.</summary>
    public static Error NoTitle(string language) => Error.Invalid(
        "purposes.no_title", $"The title in '{language}', a language of the school, is missing.", $"title-{language}", ("language", language));

    /// <summary>No description in one of the school's languages.</summary>
    public static Error NoDescription(string language) => Error.Invalid(
        "purposes.no_description",
        $"The description in '{language}', a language of the school, is missing.",
        $"description-{language}",
        ("language", language));

    /// <summary>Nothing says how long.</summary>
    public static Error NoRetention() => Error.Invalid(
        "purposes.no_retention", "A purpose says how long the data are kept for it.", "retention");

    /// <summary>The kind needs a period, and this is none.</summary>
    public static Error BadPeriod(string period) => Error.Invalid(
        "purposes.bad_period", $"'{period}' is no period. Write it as ISO 8601 does: P3Y, P6M, P30D.", "period", ("period", period));

    /// <summary>The kind needs words.</summary>
    public static Error NoRetentionWords(string language) => Error.Invalid(
        "purposes.no_retention_words",
        $"Say in '{language}' how long that is: a law or a request is no date.",
        $"kept-{language}",
        ("language", language));

    /// <summary>A text that cannot stand there.</summary>
    public static Error BadText(string field, int most) => Error.Invalid(
        "purposes.bad_text",
        $"'{field}' takes at most {most} characters, without control characters and without marks that reorder text.",
        field,
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>No purpose of the vocabulary.</summary>
    public static Error BadDpvPurpose(string term) => Error.Invalid(
        "purposes.bad_dpv_purpose", $"'{term}' is none of {string.Join(", ", DpvPurposes.All)}.", "dpv_purpose", ("term", term));

    /// <summary>The software has it at every school: it is described, and neither ended nor widened.</summary>
    public static Error BuiltIn(Id<Purpose> purpose) => Error.Conflict(
        "purposes.built_in",
        $"The software itself has the purpose '{purpose}'. Title, description, basis, recipients, period and clause can be changed, nothing else.",
        null,
        ("purpose", purpose.Value));

    /// <summary>It changed while she read it, so her answer would be to something else.</summary>
    public static Error VersionSuperseded(Id<Purpose> purpose, int seen, int inForce) => Error.Conflict(
        "purposes.version_superseded",
        $"The purpose '{purpose}' changed while you read it (you saw version {seen}, it is version {inForce}). Please look again.",
        null,
        ("purpose", purpose.Value),
        ("seen", seen.ToString(CultureInfo.InvariantCulture)),
        ("in_force", inForce.ToString(CultureInfo.InvariantCulture)));

    /// <summary>It rests on something that is not hers to give or refuse.</summary>
    public static Error NoChoice(Id<Purpose> purpose) => Error.Conflict(
        "purposes.no_choice", $"The purpose '{purpose}' does not rest on consent and cannot be objected to.", null, ("purpose", purpose.Value));

    /// <summary>It is not pursued, so there is nothing to agree to.</summary>
    public static Error NotOffered(Id<Purpose> purpose) => Error.Conflict(
        "purposes.not_offered", $"The purpose '{purpose}' is not pursued now, so nobody can agree to it.", null, ("purpose", purpose.Value));

    /// <summary>She has not agreed to it.</summary>
    public static Error NothingToWithdraw(Id<Purpose> purpose) => Error.NotFound(
        "purposes.nothing_to_withdraw", $"There is no consent to '{purpose}' that could be withdrawn.", null, ("purpose", purpose.Value));

    /// <summary>Data of that category are not the purpose's (M19, E50).</summary>
    public static Error CategoryOutside(Id<Purpose> purpose, DataCategory category) => Error.Forbidden(
        "purposes.category_outside",
        $"The purpose '{purpose}' does not cover '{category.Written()}'.",
        null,
        ("purpose", purpose.Value),
        ("category", category.Written()));

    /// <summary>The purpose is not pursued (E46, E18).</summary>
    public static Error NotPursued(Id<Purpose> purpose, PurposeState state) => Error.Forbidden(
        "purposes.not_pursued",
        $"The purpose '{purpose}' is {state.Written()}: no data are used for it.",
        null,
        ("purpose", purpose.Value),
        ("state", state.Written()));

    /// <summary>Her consent does not stand, or does not cover this.</summary>
    public static Error NotConsented(Id<Purpose> purpose, PurposeAnswer answer) => Error.Forbidden(
        "purposes.not_consented",
        $"The purpose '{purpose}' needs her consent, and it is: {answer.Written()}.",
        null,
        ("purpose", purpose.Value),
        ("answer", answer.Written()));
}
