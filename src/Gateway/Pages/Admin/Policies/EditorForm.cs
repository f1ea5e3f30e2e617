using System.Globalization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>One language's text on the editor's form.</summary>
/// <param name="Mark">The state of the draft that it was loaded from.</param>
/// <param name="Opening">Title and preamble, as a part like the others.</param>
public sealed record EditorForm(DraftMark Mark, EditorPart Opening, ImmutableArray<EditorPart> Sections)
{
    public const int LongestHeading = 1000;
    public const int LongestNumber = 40;

    /// <summary>A form filled from the draft.</summary>
    /// <param name="text">The text in this language; null where there is none yet.</param>
    /// <param name="authoritative">
    /// The text that it translates; its sections are all on the form, to be filled. Null in the text that binds.
    /// </param>
    internal static EditorForm Of(DraftMark mark, PolicyText? text, PolicyText? authoritative)
    {
        var made = text?.Sections ?? [];
        var opening = EditorPart.Of(text?.Opening, authoritative?.Opening) with { Key = PolicyText.OpeningKey };

        if (authoritative is null)
            return new(mark, opening, made.IsEmpty ? [EditorPart.New(1)] : Standing(made.Select(section => EditorPart.Of(section, null))));

        var paired = authoritative.Sections.Select(section => EditorPart.Of(text?.Section(section.Key), section));
        var others = made.Where(section => authoritative.Section(section.Key) is null).Select(section => EditorPart.Of(section, null));

        return new(mark, opening, Standing(paired.Concat(others)));
    }

    /// <summary>The form as sent.</summary>
    internal static EditorForm Read(IFormCollection form) => new(
        DraftMark.Read(form),
        EditorPart.Read(form, "opening") with { Key = PolicyText.OpeningKey, Level = 1, Number = "" },
        [
            .. Enumerable.Range(0, Math.Clamp(form.Number("count"), 0, PolicyImport.MostSections))
                .Select(index => EditorPart.Read(form, $"s{index}")),
        ]);

    /// <summary>The form after one of its buttons: <c>add:2</c>, <c>remove:2</c>, <c>up:2</c>, <c>down:2</c>, <c>move:2:5</c>.</summary>
    /// <returns>The form and the place to go on at; null where the button is none of these.</returns>
    internal (EditorForm Form, int At)? After(string button)
    {
        var parts = button.Split(':');

        if (parts is ["move", var from, var to] && Place(from) is { } start && Place(to) is { } end)
            return (Moved(start, end), end);

        if (parts is not [var act, var place]
            || !int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || at >= Math.Max(1, Sections.Length))
            return null;

        return act switch
        {
            "add" when Sections.IsEmpty => (this with { Sections = [EditorPart.New(1)] }, 0),
            "add" when Sections.Length < PolicyImport.MostSections =>
                (this with { Sections = Sections.Insert(at + 1, EditorPart.New(Sections[at].Level)) }, at + 1),
            "remove" when !Sections.IsEmpty => (this with { Sections = Sections.RemoveAt(at) }, Math.Max(0, at - 1)),
            "up" when at > 0 => (Moved(at, at - 1), at - 1),
            "down" when at < Sections.Length - 1 => (Moved(at, at + 1), at + 1),
            _ => (this, at),
        };
    }

    /// <summary>The form after <c>restore:your-rights</c>: with a section of the newest version that was removed or emptied, where it stood.</summary>
    /// <returns>The form and the place to go on at; null where the button is none of these, or there is nothing to have back.</returns>
    internal (EditorForm Form, int At)? Restored(string button, PolicyText? newest, PolicyText? saved)
    {
        if (button.Split(':') is not ["restore", var key] || newest?.Sections.FirstOrDefault(section => section.Key == key) is not { } section)
            return null;

        var places = Sections.Select((part, place) => (part, place)).Where(pair => pair.part.Key.Length > 0)
            .DistinctBy(pair => pair.part.Key, StringComparer.Ordinal).ToDictionary(pair => pair.part.Key, pair => pair.place, StringComparer.Ordinal);
        var part = EditorPart.Of(section, null) with { Was = EditorPart.Of(saved?.Section(key), null).Was };

        if (places.TryGetValue(key, out var at))
            return Sections[at].IsEmpty ? (this with { Sections = Sections.SetItem(at, part with { Stood = Sections[at].Stood }) }, at) : null;

        at = newest.Sections.TakeWhile(other => other.Key != key).Select(other => places.GetValueOrDefault(other.Key, -1)).LastOrDefault(place => place >= 0, -1) + 1;
        return Sections.Length < PolicyImport.MostSections ? (this with { Sections = Sections.Insert(at, part) }, at) : null;
    }

    /// <summary>The text to save.</summary>
    /// <param name="saved">This language's text in the draft; its sections keep their keys and, untouched, what they were made from.</param>
    /// <param name="other">The text that it translates, or else the newest version's, whose sections can be had back; null for neither.</param>
    internal Outcome<PolicyText> ToText(string language, PolicyText? saved, PolicyText? other)
    {
        if (Objection() is { } refusal)
            return refusal;

        var known = (saved?.Sections ?? []).Concat(other?.Sections ?? [])
            .Select(section => section.Key).ToHashSet(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal) { PolicyText.OpeningKey };
        var sections = ImmutableArray.CreateBuilder<PolicySection>();

        foreach (var part in Sections.Where(part => !part.IsEmpty))
        {
            var key = known.Contains(part.Key) && !taken.Contains(part.Key)
                ? part.Key
                : NewKey(part.Heading, [.. known, .. taken]);
            taken.Add(key);
            sections.Add(part.ToSection(key, saved?.Section(key)));
        }

        var opening = Opening.ToSection(PolicyText.OpeningKey, saved?.Opening);
        return new PolicyText(
            language, sections.ToImmutable(), opening.Heading, opening.Markdown.Length > 0 ? opening.Markdown : null, opening.BasedOn);
    }

    /// <summary>The form after its text was saved: new sections have the keys they were given, and all is as it was loaded.</summary>
    internal EditorForm Saved(DraftMark mark, PolicyText text)
    {
        var keys = new Queue<string>(text.Sections.Select(section => section.Key));

        return new(
            mark,
            After(Opening),
            Standing(Sections.Select(part => part.IsEmpty ? part : After(part with { Key = keys.Dequeue() }))));

        static EditorPart After(EditorPart part) =>
            part with { Was = part.IsEmpty ? "" : part.Hash, StillCorrect = false, Reason = "", Before = null };
    }

    /// <summary>By section: why its translation fits the changed section as it is.</summary>
    internal ImmutableDictionary<string, string> StillCorrect(PolicyText? saved) => Sections.Prepend(Opening)
        .Where(part => part.Key.Length > 0 && part.Confirms(saved?.Section(part.Key)))
        .DistinctBy(part => part.Key, StringComparer.Ordinal)
        .ToImmutableDictionary(part => part.Key, part => part.Reason, StringComparer.Ordinal);

    /// <summary>Where on the form a section stands: the start of its fields' names; null where it is not there.</summary>
    internal string? NameOf(string key) =>
        key == PolicyText.OpeningKey ? "opening"
        : Sections.FirstOrDefault(part => part.Key == key) is { } part ? $"s{Sections.IndexOf(part)}" : null;

    // The place of the part at fault is in the field, so that the refusal's link leads there.
    private Error? Objection()
    {
        if (Sections.All(part => part.IsEmpty) && Opening.IsEmpty)
            return Error.Invalid("admin_policy.text_empty", "Write a title or a section before you save.", "opening-heading");

        return Sections.Select((part, index) => (part, name: $"s{index}")).Prepend((Opening, "opening"))
            .Select(pair => PolicyMarkdown.Check(pair.Item1.Markdown) is { } refusal ? refusal with { Field = $"{pair.Item2}-text" } : null)
            .FirstOrDefault(refusal => refusal is not null);
    }

    private static ImmutableArray<EditorPart> Standing(IEnumerable<EditorPart> parts) =>
        [.. parts.Select((part, place) => part.Key.Length > 0 ? part.StandingAt(place) : part)];

    private int? Place(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < Sections.Length ? at : null;

    private EditorForm Moved(int from, int to) =>
        this with { Sections = Sections.RemoveAt(from).Insert(to, Sections[from]) };

    private static string NewKey(string heading, HashSet<string> taken)
    {
        var name = SectionKeys.Slug(heading) is { Length: > 0 } slug ? slug : "section";
        return Enumerable.Range(1, int.MaxValue).Select(count => count == 1 ? name : $"{name}-{count}").First(key => !taken.Contains(key));
    }
}
