using System.Text.Json.Serialization.Metadata;

namespace Darsgah.Gateway.Api;

/// <summary>What a body of the API must have.</summary>
internal static class WholeBodies
{
    /// <summary>
    /// A constructor's parameter that takes no null and has no default must be there: else the body is refused with 400,
    /// and never fails inside (SEC-M09). Answers are written as they are.
    /// </summary>
    public static void Require(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (!property.PropertyType.IsValueType)
                property.IsGetNullable = true;

            // What cannot be set is of an answer made in passing.
            if (property is { Set: not null, AssociatedParameter: { IsNullable: false, HasDefaultValue: false } })
                property.IsRequired = true;
        }
    }
}
