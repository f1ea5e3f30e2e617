namespace Darsgah.Gateway.Shell;

/// <summary>One answer of a <c>SelectField</c> or a <c>ChoiceField</c>.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Text">What a person reads.</param>
/// <param name="Hint">A line below it, in a <c>ChoiceField</c>.</param>
public sealed record Choice(string Value, string Text, string? Hint = null);
