namespace Darsgah.Gateway.Operations;

internal static class OperationsRegistration
{
    /// <summary>What operators do, for whatever way they do it.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddSingleton<Schools>();
}
