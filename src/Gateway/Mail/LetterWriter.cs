using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Darsgah.Gateway.Mail;

/// <summary>
/// Writes a queued letter: the school's name, colour and address, her language, its direction and calendar.
/// </summary>
/// <remarks>
/// A template is a set of texts: <c>mail.{template}.subject</c>, <c>.body</c>, and where it has them <c>.asked</c>
/// (with a
/// value <c>asked</c>), <c>.button</c> (with a value <c>path</c>, a path on the school's host) and <c>.note</c>. Other
/// values fill placeholders; one in ISO 8601 is written as a date, whole numbers get her digits.
/// </remarks>
internal sealed class LetterWriter(
    IServiceScopeFactory scopes, ILoggerFactory loggers, PublicAddress address, TimeProvider clock)
{
    // Templates for addresses that may have no account, or did not ask: they say that nothing needs to be done.
    private static readonly ImmutableHashSet<string> Unproved =
    [
        "confirm_email", "reset_password", "change_email", "invitation", "already_registered", "email_change_asked", "course_invitation",
        "guardian_asked",
    ];

    private static readonly ImmutableHashSet<string> WithoutAccount =
        ["confirm_email", "invitation", "change_email", "course_invitation", "guardian_asked", "guardian_link", "guardian_changed", "guardian_called_off"];

    /// <exception cref="KeyNotFoundException">The template has no texts.</exception>
    public async Task<OutgoingMail> Write(
        School school, string id, string displayName, IReadOnlyDictionary<string, string> values)
    {
        var letter = Compose(school, displayName, values);

        return new OutgoingMail(
            id,
            letter.School,
            school.Profile.Contact,
            values["to"],
            letter.Subject,
            letter.ToPlainText(),
            await Html(letter),
            letter.Language.Tag,
            clock.GetUtcNow());
    }

    /// <summary>What a letter says, before it is drawn; also to show it to whoever is about to send it.</summary>
    public LetterText Compose(School school, string displayName, IReadOnlyDictionary<string, string> values)
    {
        var language = UiLanguages.Find(values["language"])
            ?? UiLanguages.Find(school.Profile.DefaultLanguage)
            ?? UiLanguages.English;
        var texts = Texts.Of(language).With(Documents.Names(school, language));
        var stem = $"mail.{values["template"]}";
        var schoolName = school.Profile.NameIn(language.Tag);
        var filled = Filled(school, language, texts, schoolName, values);
        var colour = BrandColour.TryParse(school.Profile.Colour, out var own) ? own : BrandColour.Default;
        var path = values.GetValueOrDefault("path");
        var template = values["template"];

        ImmutableArray<string> body = [texts.Format($"{stem}.body", filled)];
        ImmutableArray<string> after = [];

        if (values.GetValueOrDefault("summary") is { Length: > 0 } summary)
            body = body.Add(summary);

        if (values.ContainsKey("asked") && texts.Has($"{stem}.asked"))
            body = body.Add(texts.Format($"{stem}.asked", filled));

        if (texts.Has($"{stem}.note"))
            after = after.Add(texts.Format($"{stem}.note", filled));

        // A letter of an event says where she chooses which of them she gets.
        if (template.StartsWith("told_", StringComparison.Ordinal))
            after = after.Add(texts.Format("mail.told.note", ("settings", address.Of(school) + Places.NotificationSettings)));

        if (Unproved.Contains(template))
            after = after.Add(texts["mail.not_you"]);

        return new LetterText(
            language,
            schoolName,
            colour.ToString(),
            colour.TextOn.ToString(),
            texts.Format($"{stem}.subject", filled),
            texts.Format("mail.greeting", ("name", displayName)),
            body,
            path is null ? null : texts.Format($"{stem}.button", filled),
            path is null ? null : address.Of(school) + path,
            after,
            texts["mail.link_plain"],
            texts.Format(
                template is "account_closed" ? "mail.footer_closed" : WithoutAccount.Contains(template) ? "mail.footer_no_account" : "mail.footer",
                ("school", schoolName)),
            school.Profile.Controller.Line);
    }

    private static (string, object)[] Filled(
        School school, UiLanguage language, Texts texts, string schoolName, IReadOnlyDictionary<string, string> values)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var own)
            ? own
            : TimeZoneInfo.Utc;
        var dates = new Dates(language, zone);
        var inviter = values.TryGetValue("invited_by", out var name) && name.Length > 0 ? name : schoolName;

        return
        [
            ("school", schoolName),
            ("name", inviter),
            .. values.Select(pair => (pair.Key, Drawn(pair.Key, pair.Value, dates, texts))),
        ];
    }

    private static object Drawn(string name, string value, Dates dates, Texts texts)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;

        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return dates.Day(day);

        if (DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return dates.Moment(moment);

        if (name == "policy" && Id<Document>.TryParse(value, out var document))
            return Documents.NameInSentence(document, texts);

        // Values that are words of ours have a text: role names, what was changed.
        return texts.Has($"mail.{name}_{value}") ? texts[$"mail.{name}_{value}"] : value;
    }

    private async Task<string> Html(LetterText letter)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);

        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(
                new Dictionary<string, object?>(StringComparer.Ordinal) { ["Letter"] = letter });

            return (await renderer.RenderComponentAsync<LetterDocument>(parameters)).ToHtmlString();
        });
    }
}
