using System.Text.RegularExpressions;
using Darsgah.Gateway.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Every route and method of the running product, as it lists them itself.</summary>
internal static partial class RouteTable
{
    /// <summary>Methods that a probe tries; the product refuses any other before routing.</summary>
    public static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>The product's own; what a test adds lies below <c>/test</c>.</summary>
    public static IReadOnlyList<Operation> Of(IServiceProvider services) =>
    [
        .. from endpoint in services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where !endpoint.RoutePattern.RawText!.StartsWith("/test/", StringComparison.Ordinal)
           // A fallback takes what the others left.
           from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? Methods
           select new Operation(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint),
    ];

    [GeneratedRegex(@"\{\**(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    internal static partial Regex Slot { get; }
}

/// <summary>A route with one of its methods.</summary>
internal sealed record Operation(string Method, string Pattern, RouteEndpoint Endpoint)
{
    public bool IsSafe => Method is "GET" or "HEAD";

    public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal);

    public bool IsOnSchools => Endpoint.Metadata.GetMetadata<HostsMetadata>()?.Hosts is null or Hosts.School or Hosts.Every;

    public bool IsOnConsole => Endpoint.Metadata.GetMetadata<HostsMetadata>()?.Hosts is null or Hosts.Platform or Hosts.Every;

    /// <summary>Names of the parameters in the path.</summary>
    public IReadOnlyList<string> Slots => [.. RouteTable.Slot.Matches(Pattern).Select(match => match.Groups["name"].Value)];

    /// <summary>What its handler takes.</summary>
    public IReadOnlyList<IParameterBindingMetadata> Bound => [.. Endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()];

    /// <summary>Names of the parameters that its handler takes out of the query.</summary>
    public IReadOnlyList<string> Queried =>
    [
        .. from parameter in Bound
           where IsSimple(parameter) && !Slots.Contains(parameter.Name, StringComparer.Ordinal)
           let attributes = parameter.ParameterInfo.GetCustomAttributes(inherit: false)
           where !attributes.OfType<FromFormAttribute>().Any()
           select attributes.OfType<FromQueryAttribute>().Select(query => query.Name).FirstOrDefault() ?? parameter.Name,
    ];

    /// <summary>Names of the fields of a form that are parameters of its handler.</summary>
    public IReadOnlyList<string> FormParameters =>
    [
        .. Bound.Where(parameter => IsSimple(parameter) && parameter.ParameterInfo.GetCustomAttributes(inherit: false).OfType<FromFormAttribute>().Any())
            .Select(parameter => parameter.Name),
    ];

    /// <summary>True for a handler that reads a form, so that its fields are not in the table.</summary>
    public bool ReadsForm => Bound.Any(parameter => parameter.ParameterInfo.ParameterType == typeof(IFormCollection));

    /// <summary>The type of the JSON body it takes, or null.</summary>
    public Type? Body => Bound.Select(parameter => parameter.ParameterInfo.ParameterType)
        .FirstOrDefault(type => string.Equals(type.Namespace, "Darsgah.Gateway.Api", StringComparison.Ordinal));

    /// <summary>The path with its parameters filled.</summary>
    public string Path(Func<string, string> fill) =>
        RouteTable.Slot.Replace(Pattern, match => Uri.EscapeDataString(fill(match.Groups["name"].Value)));

    public override string ToString() => $"{Method} {Pattern}";

    private static bool IsSimple(IParameterBindingMetadata parameter) =>
        (Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType) is var type
        && (type == typeof(string) || type.IsPrimitive || type.IsEnum || type.Name.StartsWith("Id`", StringComparison.Ordinal)
            || type == typeof(DateOnly) || type == typeof(Guid));
}
