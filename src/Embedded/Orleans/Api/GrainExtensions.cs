using Orleans.Runtime;

namespace Orleans;

/// <summary>Asking a grain, or a reference to one, who it is.</summary>
public static class GrainExtensions
{
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        null => throw new ArgumentNullException(nameof(grain)),
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException(
            $"{grain.GetType()} is neither a grain made by the runtime nor a reference to one.", nameof(grain)),
    };

    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>The key as a number.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain) => GrainKeys.Integer(grain.GetGrainId());

    /// <summary>The key as a Guid.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain) => GrainKeys.Guid(grain.GetGrainId());

    /// <summary>A reference to the same grain under another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) =>
        (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static object AsReference(this IAddressable grain, Type interfaceType)
    {
        ArgumentNullException.ThrowIfNull(grain);
        var (factory, id) = grain switch
        {
            GrainReference reference => (reference.Factory, reference.GrainId),
            IGrainBase { GrainContext: Activation activation } => (activation.Silo.GrainFactory, activation.GrainId),
            _ => throw new ArgumentException(
                $"{grain.GetType()} is neither a grain made by the runtime nor a reference to one.", nameof(grain)),
        };
        return factory.Reference(interfaceType, id);
    }

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) =>
        grain.AsReference<TGrainInterface>();

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);
}
