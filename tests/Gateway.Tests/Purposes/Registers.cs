using System.Collections.Immutable;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Purposes;

/// <summary>Schools with purposes, and what their records say.</summary>
internal static class Registers
{
    public const string Mine = "/account/privacy/purposes";

    public static readonly Id<Purpose> News = Id<Purpose>.Parse("news");

    /// <summary>News by mail, resting on consent.</summary>
    public static PurposeTerms Terms { get; } = new()
    {
        Titles = Texts("News & offers", "خبرها", "أخبار"),
        Descriptions = Texts("Mail with news.", "ایمیل با خبرها.", "رسائل بالأخبار."),
        DpvPurpose = "DirectMarketing",
        Basis = LawfulBasis.Consent,
        Categories = [DataCategory.Contact],
        Operations = [DataOperation.Use],
        Channels = [PurposeChannel.Email],
        Recipients = [new("Post house", RecipientRole.Processor)],
        Retention = PurposeRetention.Of(RetentionKind.UntilWithdrawn),
        Clause = "7.1",
    };

    public static ImmutableDictionary<string, string> Texts(string english, string dari, string arabic) => ImmutableDictionary.CreateRange(
        StringComparer.Ordinal, [KeyValuePair.Create("en", english), KeyValuePair.Create("fa-AF", dari), KeyValuePair.Create("ar", arabic)]);

    /// <summary>Adds or changes the purpose.</summary>
    public static Task<Purpose> Put(this Office office, School school, PurposeTerms terms, PurposeState state = PurposeState.Enabled) =>
        office.Site.In(school, async grains => (await grains.Purposes.Put(
            new PutPurpose(News, state, terms), (await grains.Purposes.All()).Revision)) is { Error: { } error }
            ? throw new InvalidOperationException(error.Message)
            : (await grains.Purposes.Find(News))!);

    /// <summary>What the audit trail of a school holds, action by action.</summary>
    public static Task<List<string>> Audit(this Office office, School school) =>
        office.Site.Services.GetRequiredService<StoreDirectory>().Of(school.Id).Read(
            database =>
            {
                var found = new List<string>();
                using var rows = database.Query("SELECT action || ' ' || subject || ' ' || coalesce(detail, '') FROM audit ORDER BY sequence");

                while (rows.Next())
                    found.Add(rows.Text(0));

                return found;
            },
            []);

    /// <summary>Presses one of the buttons of a purpose.</summary>
    public static async Task<Answer> Press(this Visitor browser, string answer, string purpose = "news", Answer? page = null) => await browser.Submit(
        page ?? await browser.Get(Mine),
        new Dictionary<string, string?>(StringComparer.Ordinal) { ["answer"] = answer },
        $"article[data-purpose='{purpose}'] form");

    /// <summary>Where she stands, as her page says it.</summary>
    public static async Task<string?> Standing(this Visitor browser, string purpose = "news") =>
        (await browser.Get(Mine)).Page.QuerySelector($"article[data-purpose='{purpose}']")?.GetAttribute("data-answer");
}
