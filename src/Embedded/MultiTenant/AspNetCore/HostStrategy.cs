using System.Text.RegularExpressions;
using Finbuckle.MultiTenant.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Finbuckle.MultiTenant.AspNetCore.Strategies;

/// <summary>Reads the identifier from the host name by a template.</summary>
public sealed class HostStrategy : IMultiTenantStrategy
{
    private readonly Regex pattern;

    /// <param name="template">
    /// <c>__tenant__</c> for the whole host; else segments, of which <c>__tenant__</c> and <c>?</c> stand for one and
    /// <c>*</c>, once, for any number.
    /// </param>
    /// <exception cref="MultiTenantException">It is no template.</exception>
    public HostStrategy(string template) =>
        pattern = new Regex($"^{Pattern(template)}$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    /// <inheritdoc />
    public Task<string?> GetIdentifierAsync(object context)
    {
        if (context is not HttpContext { Request.Host: { HasValue: true } host })
            return Task.FromResult<string?>(null);

        var match = pattern.Match(host.Host);
        return Task.FromResult(match.Success ? match.Groups["identifier"].Value : null);
    }

    private static string Pattern(string template)
    {
        if (string.Equals(template, Constants.TenantToken, StringComparison.Ordinal))
            return "(?<identifier>.+)";

        if (string.IsNullOrWhiteSpace(template))
            throw new MultiTenantException("Template cannot be null or whitespace.");

        var segments = template.Trim().Split('.');

        if (segments.Count(segment => segment.Contains('*', StringComparison.Ordinal)) > 1)
            throw new MultiTenantException("Wildcard \"*\" must be only occur once in template.");

        if (segments.FirstOrDefault(segment => segment.Length > 1 && segment.AsSpan().ContainsAny('*', '?')) is { } mixed)
            throw new MultiTenantException($"\"{mixed}\": a wildcard must be only token in template segment.");

        var parts = segments.Select((segment, place) => segment switch
        {
            "*" when place == segments.Length - 1 && place > 0 => @"(\.[^\.]+)*",
            "*" => @"([^\.]+\.)*",
            "?" => @"[^\.]+",
            _ => segment.Replace(Constants.TenantToken, @"(?<identifier>[^\.]+)", StringComparison.Ordinal),
        }).ToList();

        // A wildcard brings its own dots.
        var joined = parts[0];

        for (var place = 1; place < parts.Count; place++)
        {
            var bare = string.Equals(segments[place - 1], "*", StringComparison.Ordinal) ||
                (place == parts.Count - 1 && string.Equals(segments[place], "*", StringComparison.Ordinal));
            joined += bare ? parts[place] : @"\." + parts[place];
        }

        return joined;
    }
}
