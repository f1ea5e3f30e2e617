using System.Globalization;
using Darsgah.Grains.Community;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>What forms call a moderator's decisions.</summary>
internal static class Judgements
{
    public static Judgement Read(string act) => act switch
    {
        "hide" => Judgement.Hide,
        "restore" => Judgement.Restore,
        _ => Judgement.Dismiss,
    };
}

/// <summary>Numbers out of an address.</summary>
internal static class PageNumbers
{
    /// <summary>A page, from 1; what is no number is the first.</summary>
    public static int Page(string? page) =>
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;
}
