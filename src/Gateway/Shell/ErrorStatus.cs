using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Shell;

/// <summary>Refusals as HTTP.</summary>
internal static class ErrorStatus
{
    /// <summary>The only mapping from refusals to HTTP.</summary>
    public static int ToStatusCode(this ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
