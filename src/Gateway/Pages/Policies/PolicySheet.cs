using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Typesetting.Fonts;
using Darsgah.Typesetting.Layout;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A published text as a PDF file in A4: what it says in one language, and what it says about itself.</summary>
/// <remarks>Made from the version and its imprint alone, so the same version makes the same bytes (M03).</remarks>
internal sealed class PolicySheet
{
    private const double Wide = 595.28;
    private const double High = 841.89;
    private const double FootSize = 8.5;

    private static readonly Margins margins = new(Top: 76, Side: 62, Bottom: 74);
    private static readonly Colour ink = Colour.Of("#1b2128");
    private static readonly Colour muted = Colour.Of("#4d5965");
    private static readonly Colour line = Colour.Of("#c9d0d8");

    private readonly PolicyVersionHead head;
    private readonly PolicyText text;
    private readonly VersionImprint imprint;
    private readonly Texts texts;
    private readonly Dates dates;
    private readonly string title;
    private readonly string address;
    private readonly PdfDocument document;
    private readonly PageFlow flow;
    private readonly PolicySheetBlocks blocks;

    private PolicySheet(PolicyVersion version, string language, VersionImprint imprint, string title)
    {
        (head, text, this.imprint) = (version.Head, version.Texts[language], imprint);
        var ui = UiLanguages.Find(language) ?? UiLanguages.English;
        texts = Texts.Of(ui);
        dates = new Dates(ui, TimeZoneInfo.TryFindSystemTimeZoneById(imprint.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc);
        this.title = text.Title.Length > 0 ? text.Title : title;
        address = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"https://{imprint.Host}/policies/{version.Document}/versions/{head.Number}?lang={language}");
        document = new PdfDocument(new DocumentProperties(
            this.title, School, $"{texts.Format("policy.version", ("number", head.Number))} ({address})", language, head.PublishedAt));
        flow = new PageFlow(document, Wide, High, margins);
        blocks = new PolicySheetBlocks(document, flow, language);
    }

    /// <summary>The file.</summary>
    /// <param name="language">One that the version was published in.</param>
    /// <param name="title">Name of the document, for a text without a title.</param>
    public static byte[] Of(PolicyVersion version, string language, VersionImprint imprint, string title)
    {
        var sheet = new PolicySheet(version, language, imprint, title);
        sheet.Head();
        sheet.Body(version);
        sheet.Furnish();
        return sheet.document.Save();
    }

    /// <summary>Every letter of the text can be drawn.</summary>
    public static bool CanDraw(PolicyText text) => text.Parts
        .All(part => Drawable(part.Heading) && Drawable(part.Markdown) && Drawable(part.Number ?? ""));

    /// <summary>The script of a language can be drawn, by what the language calls itself; a text of it may still have other letters.</summary>
    public static bool CanDraw(string language) => Drawable(CultureInfo.GetCultureInfo(language).NativeName);

    private static bool Drawable(string words) => words.EnumerateRunes().All(rune => !System.Text.Rune.IsLetterOrDigit(rune) || Vazirmatn.Regular.Has(rune.Value));

    private string School => imprint.NameIn(texts.Language.Tag);

    private bool IsRightToLeft => text.Direction == TextDirection.RightToLeft;

    private Align Start => IsRightToLeft ? Align.Right : Align.Left;

    private void Head()
    {
        flow.Keep(0);
        Said(School, 11, muted);
        flow.Space(4);
        flow.Text(
            Typesetter.Set(title, blocks.Style(22, strong: true), flow.Width), flow.Left, flow.Width, Start, ink, TextRole.Heading, leading: 1.45);
        flow.Space(4);

        Said($"{texts.Format("policy.version", ("number", head.Number))} · {texts["policy.effective_on"]} {Day(head.EffectiveAt)} · {texts["policy.published_on"]} {Day(head.PublishedAt)}", 10, muted);

        if (Precedence is { } precedence)
        {
            flow.Space(4);
            Said(precedence, 10, ink);
        }

        flow.Space(4);
        Printed($"{texts["policy.permanent"]}: \u2066{address}\u2069", 8.5);
        Printed($"{texts["policy.fingerprint"]}: \u2066{text.Hash}\u2069", 8.5);
        flow.Space(8);
        flow.Rule(line, 0.75);
        flow.Space(10);
    }

    private string? Precedence => imprint.Prevails switch
    {
        "" => null,
        var language when language == text.Language => texts["policy.prevailing_here"],
        var language => texts.Format("policy.translation_notice", ("language", texts.LanguageName(language)))
            + (head.Hashes.ContainsKey(language) ? "" : " " + texts.Format("policy.prevailing_missing", ("language", texts.LanguageName(language)))),
    };

    private void Body(PolicyVersion version)
    {
        var authoritative = version.Texts.GetValueOrDefault(head.Authoritative);
        var states = authoritative is null || authoritative.Language == text.Language ? null : LanguageRules.States(text, authoritative);

        foreach (var part in text.Parts)
        {
            if (part.Key != PolicyText.OpeningKey)
                Heading(part);

            if (states?.GetValueOrDefault(part.Key) == SectionState.Stale)
            {
                Said(texts["policy.section_stale_shown"], 9, muted);
                flow.Space(4);
            }

            blocks.Write(PolicyMarkdown.ToPrint(part.Markdown), part.Level);
        }
    }

    private void Heading(PolicySection part)
    {
        var words = string.Join(' ', new[] { part.Number, part.Heading }.Where(words => words is { Length: > 0 }));

        if (words.Length == 0)
            return;

        flow.Space(part.Level == 1 ? 14 : 9);
        blocks.Heading(words, part.Level + 1, bookmark: part.Level);
    }

    // What is the same on all pages, when it is known how many there are.
    private void Furnish()
    {
        foreach (var (page, index) in document.Pages.Select((page, index) => (page, index)))
        {
            if (index > 0)
            {
                var running = Typesetter.Fit($"{School} · {title} · {texts.Format("policy.version", ("number", head.Number))}", Style(FootSize), flow.Width, 1, 5);
                page.Text(running, flow.Left, 40, flow.Width, Start, muted, TextRole.Furniture);
                page.Fill(line, new Box(flow.Left, 58, flow.Width, 0.5));
            }

            page.Fill(line, new Box(flow.Left, High - 60, flow.Width, 0.5));
            var number = Typesetter.Set(texts.Format("policy_pdf.page", ("number", index + 1), ("count", document.Pages.Count)), Style(FootSize));
            var room = flow.Width - 90;
            page.Text(number, IsRightToLeft ? flow.Left : flow.Left + flow.Width - 90, High - 54, 90, IsRightToLeft ? Align.Left : Align.Right, muted, TextRole.Furniture);
            page.Text(
                Typesetter.Fit(address, Style(FootSize) with { RightToLeft = false, Language = "en" }, room, 1, 4),
                IsRightToLeft ? flow.Left + 90 : flow.Left, High - 54, room, Start, muted, TextRole.Furniture);
        }
    }

    private void Said(string words, double size, Colour colour) =>
        flow.Text(Typesetter.Set(words, Style(size), flow.Width), flow.Left, flow.Width, Start, colour, leading: 1.6);

    private void Printed(string words, double size) =>
        flow.Text(Typesetter.Set(words, Style(size), flow.Width), flow.Left, flow.Width, Start, muted, leading: 1.5);

    // What the sheet says of itself goes the way of the language that it says it in.
    private TextStyle Style(double size) => new(Vazirmatn.Regular, size, texts.Language.Tag, texts.Language.IsRightToLeft);

    // In the calendar of the language, and as machines write it where that is another one.
    private string Day(DateTimeOffset at) =>
        dates.Day(at) + (texts.Language == UiLanguages.Dari ? $" (\u2066{Dates.Machine(dates.LocalDay(at))}\u2069)" : "");
}
