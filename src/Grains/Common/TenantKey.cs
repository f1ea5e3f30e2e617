using System.Diagnostics.CodeAnalysis;

namespace Darsgah.Grains.Common;

/// <summary>The key of every grain: <c>tenant/name</c>. The only code that knows the format.</summary>
/// <remarks>
/// The name is one or more ids joined with dots; where it starts with a person's id, that person is its
/// <see cref="Subject"/> and personal state under it is sealed with her key.
/// </remarks>
public readonly record struct TenantKey(Id<Tenant> Tenant, string Name)
{
    /// <summary>The platform itself: the pseudo-tenant that holds schools, host names and operators.</summary>
    public static Id<Tenant> Platform { get; } = Id<Tenant>.Parse("platform");

    /// <summary>The part of the name before its first dot.</summary>
    public string Subject => Name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? Name[..dot] : Name;

    /// <summary>The ids the name is made of.</summary>
    public string[] Parts => Name.Split('.');

    /// <exception cref="FormatException">The text is no tenant key.</exception>
    public static TenantKey Parse(string? key) =>
        TryParse(key, out var parsed)
            ? parsed
            : throw new FormatException($"'{key}' is no grain key: it takes 'tenant/name', the name being ids joined by dots.");

    /// <summary>Reads a key; false for anything that <see cref="ToString"/> never makes.</summary>
    public static bool TryParse([NotNullWhen(true)] string? key, out TenantKey parsed)
    {
        parsed = default;
        var slash = key?.IndexOf('/', StringComparison.Ordinal) ?? -1;

        if (slash <= 0 || key!.Length > 300 || !Id<Tenant>.TryParse(key[..slash], out var tenant))
            return false;

        var name = key[(slash + 1)..];

        foreach (var part in name.Split('.'))
        {
            if (!Id<Tenant>.TryParse(part, out _))
                return false;
        }

        parsed = new TenantKey(tenant, name);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Tenant}/{Name}";
}
