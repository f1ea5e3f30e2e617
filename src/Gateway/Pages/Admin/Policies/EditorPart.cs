using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>One section on the editor's form.</summary>
/// <param name="Key">The section's key; empty for a new one.</param>
/// <param name="Was">Hash of the section when the form was loaded; empty where there was none. Tells who changed what.</param>
/// <param name="Seen">Hash of the authoritative section that stood beside it; empty where none did.</param>
/// <param name="StillCorrect">She says that the text as it is fits the section beside it.</param>
public sealed record EditorPart(
    string Key, int Level, string Number, string Heading, string Markdown, string Was, string Seen, bool StillCorrect)
{
    /// <summary>Why it is still correct, in her words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What it said when the form was loaded; null where the form does not tell.</summary>
    public PolicySection? Before { get; init; }

    /// <summary>Where it stood, and under which number, when the form was loaded; null for a new section.</summary>
    public EditorPlace? Stood { get; init; }

    /// <summary>Nothing is in it.</summary>
    public bool IsEmpty => Heading.Length == 0 && Markdown.Length == 0;

    /// <summary>It says something else than when the form was loaded.</summary>
    public bool IsChanged => IsEmpty ? Was.Length > 0 : Hash != Was;

    /// <summary>Hash of what it says now.</summary>
    public string Hash => PolicyHash.OfSection(Heading, Markdown);

    /// <summary>As loaded at this place among the sections.</summary>
    internal EditorPart StandingAt(int place) => this with { Stood = new(place, Number) };

    internal static EditorPart New(int level) => new("", level, "", "", "", "", "", StillCorrect: false);

    /// <param name="section">As saved, or null.</param>
    /// <param name="authoritative">The one it translates, or null.</param>
    internal static EditorPart Of(PolicySection? section, PolicySection? authoritative)
    {
        var heading = FormText.Line(section?.Heading ?? "");
        var markdown = FormText.Block(section?.Markdown ?? "");

        return new(
            section?.Key ?? authoritative?.Key ?? "",
            section?.Level ?? authoritative?.Level ?? 1,
            section is null ? authoritative?.Number ?? "" : section.Number ?? "",
            heading,
            markdown,
            heading.Length == 0 && markdown.Length == 0 ? "" : PolicyHash.OfSection(heading, markdown),
            authoritative?.Hash ?? "",
            StillCorrect: false);
    }

    internal static EditorPart Read(IFormCollection form, string name)
    {
        var part = new EditorPart(
            form.Line($"{name}-key", 100),
            Math.Clamp(form.Number($"{name}-level"), 1, 6),
            form.Line($"{name}-number", EditorForm.LongestNumber),
            form.Line($"{name}-heading", EditorForm.LongestHeading),
            form.Block($"{name}-text"),
            Hex(form, $"{name}-was"),
            Hex(form, $"{name}-seen"),
            form.Ticked($"{name}-ok"))
        {
            Reason = form.Line($"{name}-reason", Grains.Policies.StillCorrect.LongestReason),
            Stood = EditorPlace.Read(form.Line($"{name}-stood", EditorForm.LongestNumber + 8)),
        };

        return part with { Before = part.Loaded(form, name) };
    }

    /// <param name="saved">The section of this key in the draft, or null.</param>
    internal PolicySection ToSection(string key, PolicySection? saved)
    {
        // Untouched, it stays what it was to the letter, so that its hash and what was made from it stay good.
        var same = Says(saved);
        var number = Number.Length > 0 ? Number : null;

        // Whoever writes or confirms a translation does so with the authoritative section of that hash in front of her.
        var basedOn = Seen.Length > 0 && !IsEmpty && (!same || StillCorrect) ? Seen : saved?.BasedOn;

        return same
            ? saved! with { Level = Level, Number = number, BasedOn = basedOn }
            : new PolicySection(key, Level, number, Heading, Markdown, basedOn);
    }

    /// <summary>She says of a translation that she left as it was that it fits the changed section.</summary>
    internal bool Confirms(PolicySection? saved) =>
        StillCorrect && Seen.Length > 0 && !IsEmpty && Says(saved) && saved!.BasedOn != Seen;

    private bool Says(PolicySection? saved) =>
        saved is not null && FormText.Line(saved.Heading) == Heading && FormText.Block(saved.Markdown) == Markdown;

    // A browser with scripts sends what stood in a field before she changed it. Taken only where it is that, by its hash.
    private PolicySection? Loaded(IFormCollection form, string name)
    {
        var heading = form.ContainsKey($"{name}-heading-before") ? form.Line($"{name}-heading-before", EditorForm.LongestHeading) : Heading;
        var markdown = form.ContainsKey($"{name}-text-before") ? form.Block($"{name}-text-before") : Markdown;

        return Was.Length > 0 && PolicyHash.OfSection(heading, markdown) == Was
            ? new PolicySection(Key, Level, Number, heading, markdown)
            : null;
    }

    private static string Hex(IFormCollection form, string name) =>
        FormText.First(form, name) is { Length: 64 } hash && hash.All(char.IsAsciiHexDigitLower) ? hash : "";
}
