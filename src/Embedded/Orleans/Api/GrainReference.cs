namespace Orleans.Runtime;

/// <summary>A grain as its callers hold it: its id and one of its interfaces.</summary>
[Immutable]
public partial class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    public GrainId GrainId { get; }

    public GrainInterfaceType InterfaceType => contract.InterfaceType;

    public virtual string InterfaceName => contract.Name;

    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)Factory.Reference(typeof(TGrainInterface), GrainId);

    public bool Equals(GrainReference? other) => other is not null && GrainId.Equals(other.GrainId);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(provider, $"GrainReference:{GrainId}", out charsWritten);

    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) =>
        reference1?.Equals(reference2) ?? reference2 is null;

    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) =>
        !(reference1 == reference2);
}
