namespace Darsgah.Grains.Policies.Texts;

/// <summary>How a file becomes a policy text.</summary>
/// <param name="Language">The language of the text, a BCP 47 tag.</param>
public sealed record ImportOptions(string Language)
{
    /// <summary>Default: recognised from the content.</summary>
    public ImportFormat Format { get; init; }

    /// <summary>
    /// Leave out residue of a web page and tables of contents. Default: true. Either way findings list the lines.
    /// </summary>
    public bool RemoveResidue { get; init; } = true;

    /// <summary>The title, where the source has none.</summary>
    public string? Title { get; init; }

    /// <summary>The text in the same language that this one replaces; its sections' keys are kept.</summary>
    public PolicyText? Previous { get; init; }

    /// <summary>
    /// The authoritative text that this one translates; keys are taken from it. Whether it was made from that text as
    /// it stands now is for a person to say: <see cref="PolicyText.MadeFrom"/>.
    /// </summary>
    public PolicyText? Authoritative { get; init; }
}

/// <summary>The format of a source.</summary>
public enum ImportFormat
{
    /// <summary>
    /// HTML when it starts with a tag, Markdown when a line starts with <c># </c>, otherwise plain text.
    /// </summary>
    Recognised = 0,

    /// <summary>Plain text; headings, numbers and lists are recognised.</summary>
    PlainText = 1,

    /// <summary>CommonMark with tables.</summary>
    Markdown = 2,

    /// <summary>A web page or a part of one.</summary>
    Html = 3,
}
