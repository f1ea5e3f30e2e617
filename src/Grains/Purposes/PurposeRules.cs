namespace Darsgah.Grains.Purposes;

/// <summary>What a purpose has to say, and what makes a newer version of it. Pure.</summary>
public static class PurposeRules
{
    /// <summary>Characters of a title.</summary>
    public const int LongestTitle = 120;

    /// <summary>Characters of a description.</summary>
    public const int LongestDescription = 1_000;

    /// <summary>Characters of a recipient's name, a clause, words on a period.</summary>
    public const int LongestLine = 200;

    /// <summary>Recipients of one purpose.</summary>
    public const int MostRecipients = 30;

    /// <summary>All that is wrong with a purpose, in the order of its fields; empty where nothing is.</summary>
    public static ImmutableArray<Error> Check(Id<Purpose> key, PurposeTerms terms, PurposeLimits limits)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(limits);

        return IsWhole(terms)
            ? [.. Words(terms, limits, builtIn: BuiltInPurposes.Find(key) is not null), .. Content(key, terms, limits), .. Kept(terms, limits)]
            : [PurposeErrors.BadText("purpose", LongestDescription)];
    }

    /// <summary>
    /// The purpose with other terms: a new version where they cover anything more, else the same one (C4). One whose goal was
    /// reached and that is taken up again is a new version too, to which nobody has agreed yet (E18).
    /// </summary>
    public static Purpose With(this Purpose purpose, PurposeTerms terms, PurposeState state)
    {
        ArgumentNullException.ThrowIfNull(purpose);

        var scope = PurposeScope.Of(purpose.Version + 1, terms);
        var anew = purpose.State == PurposeState.Achieved && state != PurposeState.Achieved;

        return !anew && scope.Beyond(purpose.Scope).IsEmpty
            ? purpose with { Terms = terms, State = state }
            : purpose with
            {
                Version = scope.Version,
                Terms = terms,
                State = state,
                Earlier = purpose.Earlier.Add(purpose.Scope),
                Anew = anew ? scope.Version : purpose.Anew,
            };
    }

    /// <summary>Terms in the form they are kept in: lists in order and each item once; what rests on consent can be withdrawn.</summary>
    public static PurposeTerms Normal(PurposeTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);

        return terms with
        {
            Titles = Filled(terms.Titles),
            Descriptions = Filled(terms.Descriptions),
            Categories = [.. terms.Categories.Distinct().Order()],
            Operations = [.. terms.Operations.Distinct().Order()],
            Channels = [.. terms.Channels.Distinct().Order()],
            Recipients = [.. terms.Recipients.Select(recipient => recipient with { Name = recipient.Name.Trim() }).Distinct()],
            Retention = terms.Retention is { } retention
                ? retention with { Period = retention.Kind.NeedsPeriod() ? retention.Period : "", Words = Filled(retention.Words) }
                : null,
            Withdrawable = terms.Withdrawable || terms.Basis == LawfulBasis.Consent,
            Clause = terms.Clause.Trim(),
        };
    }

    // A body of the API can say null where a list or a text belongs.
    internal static bool IsWhole(PurposeTerms terms) =>
        terms is { Titles: not null, Descriptions: not null, DpvPurpose: not null, Clause: not null }
        && !terms.Categories.IsDefault && !terms.Operations.IsDefault && !terms.Channels.IsDefault && !terms.Recipients.IsDefault
        && terms.Recipients.All(recipient => recipient is { Name: not null } && Enum.IsDefined(recipient.Role))
        && terms.Categories.All(Enum.IsDefined) && terms.Operations.All(Enum.IsDefined) && terms.Channels.All(Enum.IsDefined)
        && (terms.Basis is not { } basis || Enum.IsDefined(basis))
        && (terms.Retention is not { } retention || (retention is { Period: not null, Words: not null } && Enum.IsDefined(retention.Kind)))
        && terms.Titles.Values.Concat(terms.Descriptions.Values).Concat(terms.Retention?.Words.Values ?? []).All(text => text is not null);

    private static IEnumerable<Error> Words(PurposeTerms terms, PurposeLimits limits, bool builtIn)
    {
        foreach (var (language, title) in terms.Titles)
        {
            if (!IsText(title, LongestTitle, lines: false))
                yield return PurposeErrors.BadText($"title-{Name(language)}", LongestTitle);
        }

        foreach (var (language, description) in terms.Descriptions)
        {
            if (!IsText(description, LongestDescription, lines: true))
                yield return PurposeErrors.BadText($"description-{Name(language)}", LongestDescription);
        }

        // The software's own are described by its own texts where the school says nothing.
        if (builtIn)
            yield break;

        foreach (var language in limits.Languages)
        {
            if (terms.Titles.GetValueOrDefault(language, "").Trim().Length == 0)
                yield return PurposeErrors.NoTitle(language);

            if (terms.Descriptions.GetValueOrDefault(language, "").Trim().Length == 0)
                yield return PurposeErrors.NoDescription(language);
        }
    }

    private static IEnumerable<Error> Content(Id<Purpose> key, PurposeTerms terms, PurposeLimits limits)
    {
        if (!DpvPurposes.All.Contains(terms.DpvPurpose, StringComparer.Ordinal))
            yield return PurposeErrors.BadDpvPurpose(terms.DpvPurpose is { Length: <= 60 } term ? term : "…");

        if (Basis(key, terms, limits) is { } basis)
            yield return basis;

        if (terms.Categories.IsEmpty)
            yield return PurposeErrors.NoCategory();

        foreach (var category in terms.Categories.Intersect(limits.Forbidden))
            yield return PurposeErrors.CategoryForbidden(category);

        if (terms.Operations.IsEmpty)
            yield return PurposeErrors.NoOperation();

        if (terms.Recipients.Length > MostRecipients
            || terms.Recipients.Any(recipient => recipient.Name.Trim().Length == 0 || !IsText(recipient.Name, LongestLine, lines: false)))
            yield return PurposeErrors.BadText("recipients", LongestLine);

        if (!IsText(terms.Clause, LongestLine, lines: false))
            yield return PurposeErrors.BadText("clause", LongestLine);
    }

    private static Error? Basis(Id<Purpose> key, PurposeTerms terms, PurposeLimits limits) => terms.Basis switch
    {
        null => PurposeErrors.NoBasis(),
        LawfulBasis.Consent when BuiltInPurposes.Find(key) is not null => PurposeErrors.BuiltInBasis(),
        { } basis when limits.Unlawful.TryGetValue(basis, out var profile) => PurposeErrors.BasisUnlawful(basis, profile),
        { } basis when !limits.Bases.Contains(basis) => PurposeErrors.BasisNotUsed(basis),
        LawfulBasis.Contract or LawfulBasis.LegitimateInterest when terms.IsSpecial => PurposeErrors.SpecialBasis(),
        _ => null,
    };

    private static IEnumerable<Error> Kept(PurposeTerms terms, PurposeLimits limits)
    {
        if (terms.Retention is not { } retention)
        {
            yield return PurposeErrors.NoRetention();
            yield break;
        }

        if (retention.Kind.NeedsPeriod() && !PurposePeriods.IsPeriod(retention.Period))
            yield return PurposeErrors.BadPeriod(retention.Period is { Length: <= 60 } period ? period : "…");

        foreach (var (language, words) in retention.Words)
        {
            if (!IsText(words, LongestLine, lines: false))
                yield return PurposeErrors.BadText($"kept-{Name(language)}", LongestLine);
        }

        foreach (var language in limits.Languages.Where(_ => retention.Kind.NeedsWords()))
        {
            if (retention.Words.GetValueOrDefault(language, "").Trim().Length == 0)
                yield return PurposeErrors.NoRetentionWords(language);
        }
    }

    private static ImmutableDictionary<string, string> Filled(ImmutableDictionary<string, string> texts) => texts
        .Where(text => text.Value.Trim().Length > 0 && Name(text.Key) == text.Key)
        .ToImmutableDictionary(text => text.Key, text => text.Value.Trim(), StringComparer.Ordinal);

    private static string Name(string language) =>
        Tenancy.SchoolRecord.UiLanguages.Contains(language, StringComparer.Ordinal) ? language : "other";

    // Embeddings, overrides and isolates make a text look like another one (SEC-E20).
    private static bool IsText(string text, int most, bool lines) => text.Length <= most && text.All(character =>
        character == '\n' ? lines : !char.IsControl(character) && character is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')));
}
