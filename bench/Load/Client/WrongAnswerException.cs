namespace Darsgah.Load.Client;

/// <summary>The product answered, and not what it must.</summary>
internal sealed class WrongAnswerException(string message) : InvalidOperationException(message);

/// <summary>The product said that it is busy: 429 or 503.</summary>
internal sealed class TurnedAwayException() : InvalidOperationException("The product is busy.");
