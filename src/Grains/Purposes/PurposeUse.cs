namespace Darsgah.Grains.Purposes;

/// <summary>What a piece of code uses people's data for, and which: asked of it wherever they are read (M19, E50).</summary>
/// <remarks>
/// What is read holds the named categories and nothing else. For the software's own purposes that is decided here, from a
/// table; for a school's, by its register and the person's consents.
/// </remarks>
/// <param name="Purpose">The purpose.</param>
/// <param name="Categories">The categories that are read.</param>
[GenerateSerializer, Immutable, Alias("purposes.use")]
public sealed record PurposeUse(Id<Purpose> Purpose, params ImmutableArray<DataCategory> Categories)
{
    /// <summary>A use by the software itself, refused where the code is written, not where it runs.</summary>
    /// <exception cref="PurposeDeniedException">The purpose is none of the software's, or does not cover a category.</exception>
    public static PurposeUse OfSoftware(Id<Purpose> purpose, params ImmutableArray<DataCategory> categories)
    {
        var use = new PurposeUse(purpose, categories);
        return use.SoftwareDenial is { } denial ? throw new PurposeDeniedException(denial) : use;
    }

    /// <summary>Why the purpose does not allow it, whoever's data they are; null where it does.</summary>
    public Error? Denial(Purpose purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);

        return purpose.State != PurposeState.Enabled
            ? PurposeErrors.NotPursued(purpose.Key, purpose.State)
            : Outside(purpose.Terms.Categories) is { } outside ? PurposeErrors.CategoryOutside(purpose.Key, outside) : null;
    }

    /// <summary>Why her answers do not allow it; null where they do.</summary>
    public Error? Denial(PurposeStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return Outside(standing.Covers.Categories) is null ? null : PurposeErrors.NotConsented(standing.Purpose, standing.Answer);
    }

    internal Error? SoftwareDenial => BuiltInPurposes.Find(Purpose) is { } ours
        ? Denial(ours)
        : PurposeErrors.NoSuchPurpose(Purpose.Value);

    /// <summary>What the audit trail says of a denial: which purpose and data, and why; no data themselves.</summary>
    internal AuditRow Denied(Error denial, string subject, TimeProvider clock) => new(
        "purpose.denied",
        TenantScope.Actor,
        subject,
        clock.GetUtcNow(),
        $"{Purpose}: {string.Join(',', Categories.Select(category => category.Written()))}: {denial.Code}");

    // Without an allocation: it is asked with every request of somebody who is signed in.
    private DataCategory? Outside(ImmutableArray<DataCategory> covered)
    {
        foreach (var category in Categories)
        {
            if (!covered.Contains(category))
                return category;
        }

        return null;
    }
}

/// <summary>Code read personal data for a purpose that does not allow it: a fault of the code, never a person's.</summary>
public sealed class PurposeDeniedException(Error denial) : InvalidOperationException($"Personal data were not read. {denial.Message}")
{
    /// <summary>Why.</summary>
    public Error Denial { get; } = denial;
}

/// <summary>Marks a message that holds personal data: whoever reads one from a grain names a purpose.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class PersonalDataAttribute(params DataCategory[] categories) : Attribute
{
    /// <summary>What it holds.</summary>
    public IReadOnlyList<DataCategory> Categories { get; } = categories;
}

/// <summary>Marks a grain, or one call of it, that keeps data for one purpose of the software only: calling it names the purpose.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method, Inherited = false)]
public sealed class ServesPurposeAttribute(string purpose, params DataCategory[] categories) : Attribute
{
    /// <summary>Key of the purpose.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>What it reads.</summary>
    public IReadOnlyList<DataCategory> Categories { get; } = categories;
}
