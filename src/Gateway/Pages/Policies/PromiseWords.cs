using Darsgah.Grains.Privacy.Promises;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>How forms and the API write what keeps a clause: <c>procedure</c>, <c>statement</c>, or a setting's path.</summary>
internal static class PromiseWords
{
    private const string Procedure = "procedure";
    private const string Statement = "statement";

    public static string Keeper(PromiseBinding binding) => binding.Basis switch
    {
        PromiseBasis.Procedure => Procedure,
        PromiseBasis.Statement => Statement,
        _ => binding.Setting,
    };

    public static PromiseBasis Basis(string keeper) => keeper switch
    {
        Procedure => PromiseBasis.Procedure,
        Statement => PromiseBasis.Statement,
        _ => PromiseBasis.Setting,
    };

    public static string Setting(string keeper) => Basis(keeper) == PromiseBasis.Setting ? keeper : "";

    public static string Kind(PromiseKind kind) => char.ToLowerInvariant(kind.ToString()[0]) + kind.ToString()[1..];
}
