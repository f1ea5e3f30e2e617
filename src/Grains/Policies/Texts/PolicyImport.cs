namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// Makes a policy text of a school's file. Nothing of the text is lost; what is doubtful is a finding.
/// </summary>
public static class PolicyImport
{
    /// <summary>Bytes: 1 MiB. The five policies this was built with have 6 to 23 KB.</summary>
    public const int LargestFile = 1024 * 1024;

    /// <summary>Sections of one text.</summary>
    public const int MostSections = 500;

    /// <summary>Reads a file of plain text, Markdown or HTML.</summary>
    /// <returns>
    /// The report, or one of <see cref="PolicyTextErrors"/>. Never an exception, whatever the bytes are.
    /// </returns>
    public static Outcome<ImportReport> Read(ReadOnlySpan<byte> bytes, ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!LanguageTag.TryCanonical(options.Language, out var language, out var problem))
            return PolicyTextErrors.BadLanguage(problem);

        if (!TextBytes.Decode(bytes).Succeeded(out var decoded, out var refusal))
            return refusal;

        var findings = new List<ImportFinding>();
        if (decoded.Utf16)
            findings.Add(new(ImportFindings.Utf16, 1, 1, "The file was UTF-16 and was converted."));

        var format = options.Format == ImportFormat.Recognised ? Recognise(decoded.Text) : options.Format;
        var lines = SourceText.Lines(decoded.Text, findings);

        if (format != ImportFormat.Html)
            return Structure(lines, format, null, language, options, findings);

        if (!HtmlToMarkdown.Read(string.Join('\n', lines.Select(line => line.Raw)), options.RemoveResidue, findings)
            .Succeeded(out var page, out refusal))
            return refusal;

        return Structure(SourceText.Lines(page.Markdown, findings), format, page.Title, language, options, findings);
    }

    private static ImportFormat Recognise(string text)
    {
        if (text.AsSpan().TrimStart() is ['<', ('!' or '?' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')), ..])
            return ImportFormat.Html;

        return text.StartsWith("# ", StringComparison.Ordinal) || text.Contains("\n# ", StringComparison.Ordinal)
            || text.Contains("\n## ", StringComparison.Ordinal) ? ImportFormat.Markdown : ImportFormat.PlainText;
    }

    private static Outcome<ImportReport> Structure(
        ImmutableArray<SourceLine> lines, ImportFormat format, string? pageTitle, string language,
            ImportOptions options,
        List<ImportFinding> findings)
    {
        if (lines.All(line => line.Blank))
            return PolicyTextErrors.Empty();

        var (found, blocks) = format == ImportFormat.PlainText
            ? Plain(lines, options.RemoveResidue, findings)
            : MarkdownStructure.Read(lines, options.RemoveResidue, findings);

        var (preamble, sections) = SectionAssembly.Assemble(blocks);
        if (sections.Length > MostSections)
            return PolicyTextErrors.TooManySections(sections.Length);

        var title = found ?? options.Title ?? pageTitle ?? "";
        if (Objection(title, preamble, sections) is { } objection)
            return objection;

        var rightToLeft = LanguageTag.DirectionOf(language) == TextDirection.RightToLeft;
        var date = StatedDates.Find(lines, rightToLeft, findings);
        Remark(title, sections, blocks, findings);

        var keyed = SectionKeys.Assign(sections, language, options.Previous, options.Authoritative);
        var text = new PolicyText(language, keyed, title, preamble);
        return new ImportReport(text, [.. findings.OrderBy(finding => finding.FirstLine)], date);
    }

    private static (string? Title, List<SourceBlock> Blocks) Plain(
        ImmutableArray<SourceLine> lines, bool remove, List<ImportFinding> findings)
    {
        var items = WebResidue.Find(SourceItem.In(lines), remove, findings);
        var title = items.Count > 1 && PlainStructure.IsTitle(items[0]) ? items[0].Text : null;

        return (title, PlainStructure.Read(title is null ? items : items[1..]));
    }

    private static Error? Objection(string title, string? preamble, ImmutableArray<PolicySection> sections) =>
        sections.Select(section => (section.Heading, Body: section.Markdown))
            .Prepend((Heading: title, Body: preamble ?? ""))
            .Select(part => part.Body.Length > MarkdownLimits.LongestText
                ? PolicyTextErrors.SectionTooLong(part.Heading, part.Body.Length)
                : PolicyMarkdown.Check(part.Body))
            .FirstOrDefault(refusal => refusal is not null);

    private static void Remark(
        string title, ImmutableArray<PolicySection> sections, List<SourceBlock> blocks, List<ImportFinding> findings)
    {
        if (title.Length == 0)
            findings.Add(new(ImportFindings.NoTitle, 1, 1, "No title was recognised. Enter one."));

        if (sections.IsEmpty)
        {
            findings.Add(new(
                ImportFindings.NoSections, 1, 1,
                "No headings were recognised, so the text is one piece. Divide it by headings (“## …” in Markdown)."));
        }

        var headings = blocks.Where(block => block is { Kind: BlockKind.Heading, Text.Length: > 0 });
        foreach (var same in headings.GroupBy(block => SourceItem.Plain(block.Text), StringComparer.Ordinal)
            .Where(group => group.Count() > 1))
        {
            findings.Add(new(
                ImportFindings.SameHeading, same.First().Line, same.Last().Line,
                $"{same.Count()} sections have the heading “{same.First().Text}”; readers cannot tell them apart.",
                same.First().Text));
        }
    }
}
