using System.Reflection;
using Darsgah.Grains.Common;

namespace Darsgah.Grains.Tests.Common;

/// <summary>Names that stand for types and methods on the wire and in stores: Orleans refuses two of the same.</summary>
public class AliasTests
{
    [Fact]
    public void No_two_types_have_the_same_name_and_no_two_methods_of_a_grain()
    {
        var types = typeof(TenantGrains).Assembly.GetTypes();
        var named = types.Select(AliasOf).OfType<string>().ToList();
        var methods = types.SelectMany(type => type.GetMethods().Where(method => method.DeclaringType == type)
            .Select(method => (type, Name: AliasOf(method)))).Where(method => method.Name is not null).ToList();

        Assert.True(named.Count > 400 && methods.Count > 300, $"{named.Count} types and {methods.Count} methods were looked at.");
        Assert.Empty(named.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty(methods.GroupBy(method => method).Where(group => group.Count() > 1).Select(group => $"{group.Key.type.Name}.{group.Key.Name}"));
    }

    private static string? AliasOf(MemberInfo member) => member.GetCustomAttributesData()
        .Where(attribute => attribute.AttributeType.Name is "AliasAttribute")
        .Select(attribute => (string?)attribute.ConstructorArguments[0].Value).FirstOrDefault();
}
