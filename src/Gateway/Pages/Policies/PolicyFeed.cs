using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A document's versions as an Atom feed (RFC 4287), the newest first.</summary>
/// <remarks>
/// A scheduled version is in it from the moment it is published, as it is in the public history: whoever follows a document
/// wants to know before it comes into force. One that is called off stays, and says so. Ids are made of the school, the
/// document and the number, so they stay when the school moves to another host (RFC 4287, 4.2.6); an entry has the same id in
/// every language.
/// </remarks>
internal static class PolicyFeed
{
    private const int Most = 50;
    private const string Atom = "http://www.w3.org/2005/Atom";

    private static readonly XmlWriterSettings settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
    };

    /// <summary>When anything in it last changed, to the second.</summary>
    public static DateTimeOffset Updated(PolicyOverview overview) => overview.Versions.Max(Updated);

    /// <summary>The feed in the language of the interface.</summary>
    public static byte[] Write(PolicyOverview overview, TenantRequest request)
    {
        using var bytes = new MemoryStream();

        using (var xml = XmlWriter.Create(bytes, settings))
        {
            var (document, texts) = (overview.Document, request.Texts);
            var name = Documents.Name(document, texts);
            var school = request.School.Profile.NameIn(request.UiLanguage.Tag);

            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xml", "lang", null, request.UiLanguage.Tag);
            Text(xml, "id", Id(request.Tenant, document, request.UiLanguage.Tag));
            Text(xml, "title", texts.Format("policy.feed_title", ("policy", name), ("school", school)));
            Text(xml, "updated", Moment(Updated(overview)));
            xml.WriteStartElement("author", Atom);
            Text(xml, "name", school);
            Text(xml, "uri", request.Origin);
            xml.WriteEndElement();
            Link(xml, "self", request.Origin + FeedEndpoint.Path(document, request.UiLanguage), FeedEndpoint.MediaType, request.UiLanguage.Tag);
            Link(xml, "alternate", $"{request.Origin}/policies/{document}/versions", "text/html", null);

            foreach (var head in overview.Versions.Take(Most))
                Entry(xml, overview, head, request, texts);

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    private static void Entry(XmlWriter xml, PolicyOverview overview, PolicyVersionHead head, TenantRequest request, Texts texts)
    {
        var number = head.Number.ToString(CultureInfo.InvariantCulture);
        var dates = new Dates(request.UiLanguage, TimeZoneInfo.FindSystemTimeZoneById(request.School.Profile.TimeZone));

        xml.WriteStartElement("entry", Atom);
        Text(xml, "id", Id(request.Tenant, overview.Document, number));
        Text(xml, "title", texts.Format(
            head.CalledOff is null ? "policy.version_line" : "policy.feed_called_off", ("number", head.Number), ("date", dates.Day(head.EffectiveAt))));
        Text(xml, "published", Moment(head.PublishedAt));
        Text(xml, "updated", Moment(Updated(head)));
        Link(xml, "alternate", $"{request.Origin}/policies/{overview.Document}/versions/{number}", "text/html", null);

        foreach (var language in head.Hashes.Keys.Order(StringComparer.Ordinal))
            Link(xml, "alternate", $"{request.Origin}/policies/{overview.Document}/versions/{number}?lang={language}", "text/html", language);

        Summary(xml, head, request.UiLanguage, texts);
        xml.WriteEndElement();
    }

    // The school's own words where it wrote any, in their own language; else what kind of change it is.
    private static void Summary(XmlWriter xml, PolicyVersionHead head, UiLanguage language, Texts texts)
    {
        var kind = texts[$"policy.change_{head.Class.ToString().ToLowerInvariant()}"];
        var summary = ChangeSummary.Of(head, language.Tag);

        xml.WriteStartElement("summary", Atom);
        xml.WriteAttributeString("type", "text");

        if (summary is not null && summary.Language != language.Tag)
            xml.WriteAttributeString("xml", "lang", null, summary.Language);

        // An aggregator shows it among other people's titles: the isolate keeps its direction to itself (UAX 9, 2.4.2).
        xml.WriteString(summary is null
            ? kind
            : $"{(LanguageTag.HtmlDirection(summary.Language) is "rtl" ? '\u2067' : '\u2066')}{Clean(summary.Text)}\u2069");
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, Clean(text));

    private static void Link(XmlWriter xml, string relation, string address, string type, string? language)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("type", type);

        if (language is not null)
            xml.WriteAttributeString("hreflang", language);

        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static DateTimeOffset Updated(PolicyVersionHead head) => head.CalledOff?.At ?? head.PublishedAt;

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // A UUID of one's own making (RFC 9562, 5.8), out of what names the thing for ever.
    private static string Id(Id<Tenant> tenant, Id<Document> document, string part)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"policy feed\n{tenant}\n{document}\n{part}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);

        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    // XML 1.0 has no place for some characters, not even escaped.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes()
        .Where(rune => rune.Value is '\t' or '\n' || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF))));
}
