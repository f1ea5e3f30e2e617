namespace Darsgah.Load.Client;

/// <summary>The product answered, and not what it must.</summary>
internal sealed class WrongAnswerException(string message) : InvalidOperationException(message);
