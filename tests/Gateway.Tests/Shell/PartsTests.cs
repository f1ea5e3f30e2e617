using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Tests.Shell;

/// <summary>The small parts, one at a time.</summary>
public class PartsTests
{
    private static readonly Error BadMail = Error.Invalid("sign_up.email_invalid", "Bad address.", "email");

    [Fact]
    public async Task Persian_letters_and_joiners_are_not_escaped()
    {
        var html = await RenderedPage.Of<EmptyState>(RenderedPage.Context(UiLanguages.Dari), ("Title", "کورس‌ها"));

        Assert.Contains("کورس‌ها", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_a_text_is_escaped()
    {
        var html = await RenderedPage.Of<EmptyState>(
            RenderedPage.Context(UiLanguages.Dari), ("Title", "<script>\"آزمون\""));

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_announced_with_its_code_and_leads_to_its_field()
    {
        var html = await RenderedPage.Of<RefusalNotice>(RenderedPage.Context(UiLanguages.Dari), ("Refusal", BadMail));

        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("data-code=\"sign_up.email_invalid\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"#email\"", html, StringComparison.Ordinal);
        Assert.Contains("ایمیل آدرس", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_field_says_so_and_keeps_what_was_typed()
    {
        var html = await MailField(BadMail);

        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-describedby=\"email-error email-hint\"", html, StringComparison.Ordinal);
        Assert.Contains("id=\"email-error\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"ada@\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_another_ones_refusal_does_not_concern_is_plain()
    {
        var html = await MailField(BadMail with { Field = "password" });

        Assert.DoesNotContain("aria-invalid", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_read_left_to_right_in_a_right_to_left_page() =>
        Assert.Contains("dir=\"ltr\"", await MailField(refusal: null), StringComparison.Ordinal);

    [Fact]
    public async Task A_phrase_keeps_its_languages_word_order_around_markup()
    {
        RenderFragment<string> link = _ => builder => builder.AddMarkupContent(0, "<a href=\"/p\">P</a>");

        var html = await RenderedPage.Of<Phrase>(
            RenderedPage.Context(UiLanguages.Dari), ("Key", "sign_up.consent_box"), ("ChildContent", link));

        Assert.Equal("<a href=\"/p\">P</a> را خوانده‌ام و با آن موافقم.", html.Trim());
    }

    [Fact]
    public async Task A_date_shows_the_readers_calendar_and_the_machines()
    {
        var html = await RenderedPage.Of<LocalDate>(
            RenderedPage.Context(UiLanguages.Dari), ("On", (DateOnly?)new DateOnly(2026, 11, 22)));

        Assert.Equal("<time datetime=\"2026-11-22\"><bdi>۱ قوس ۱۴۰۵</bdi></time>", html.Trim());
    }

    [Fact]
    public async Task The_language_links_keep_the_rest_of_the_address()
    {
        var html = await RenderedPage.Of<LanguageSwitch>(RenderedPage.Context(UiLanguages.English));

        Assert.Contains("href=\"/sign-up?from=home&amp;ui=ar\"", html, StringComparison.Ordinal);
    }

    private static Task<string> MailField(Error? refusal) => RenderedPage.Of<Field>(
        RenderedPage.Context(UiLanguages.Arabic),
        ("Name", "email"), ("Label", "E"), ("Type", "email"), ("Hint", "H"), ("Value", "ada@"), ("Refusal", refusal));
}
