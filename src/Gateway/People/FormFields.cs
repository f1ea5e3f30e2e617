namespace Darsgah.Gateway.People;

/// <summary>Values of a form.</summary>
internal static class FormFields
{
    /// <summary>What was typed; empty for a field that is missing or was sent twice (ASVS 15.3.7).</summary>
    public static string One(this IFormCollection form, string name) => form[name] is [{ } value] ? value : "";

    /// <summary>Whether a box was ticked.</summary>
    public static bool Ticked(this IFormCollection form, string name) => form.One(name) is "true";
}
