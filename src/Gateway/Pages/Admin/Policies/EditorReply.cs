using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>The answer to what the editor's script saved by itself.</summary>
/// <param name="Status">What became of it, in the words of the interface.</param>
/// <param name="Mark">The draft's state, which the next save names; null where nothing was saved.</param>
/// <param name="Parts">What the form holds now, section by section as it was sent.</param>
internal sealed record EditorReply(string Status, string? Mark, ImmutableArray<EditorReplyPart> Parts)
{
    /// <param name="sent">The form as it came.</param>
    public static IResult Of(EditorForm sent, EditorSave saved, PageContext context, DateTimeOffset at)
    {
        if (saved.Refusal is { } refusal)
        {
            var words = refusal.Kind == ErrorKind.Conflict ? context.Texts["editor.conflict"] : context.Texts.Refusal(refusal);
            return Results.Json(new EditorReply(words, null, []), statusCode: refusal.Kind.ToStatusCode());
        }

        var status = context.Texts.Format("editor.saved", ("time", context.Dates.Time(at)));

        if (saved.Form.Sections.Prepend(saved.Form.Opening).Any(part => saved.Sheet.Authoritative?.Section(part.Key) is { } beside && beside.Hash != part.Seen))
            status += " " + context.Texts["editor.source_changed"];

        return Results.Json(new EditorReply(
            status,
            saved.Form.Mark.ToString(),
            [
                EditorReplyPart.Of("opening", sent.Opening, saved.Form.Opening),
                .. sent.Sections.Zip(saved.Form.Sections).Select((pair, index) => EditorReplyPart.Of($"s{index}", pair.First, pair.Second)),
            ]));
    }
}

/// <param name="Name">Start of the names of its fields.</param>
/// <param name="Was">Hash of what is saved.</param>
/// <param name="Level">As saved.</param>
/// <param name="Stood">Place and number as saved; empty for a section that is not.</param>
/// <param name="Heading">What somebody else wrote there; null where what was sent stands.</param>
/// <param name="Text">Likewise.</param>
/// <param name="Number">Likewise.</param>
internal sealed record EditorReplyPart(
    string Name, string Key, string Was, int Level, string Stood, string? Heading, string? Text, string? Number)
{
    public static EditorReplyPart Of(string name, EditorPart sent, EditorPart now) => new(
        name,
        now.Key,
        now.Was,
        now.Level,
        now.Stood?.ToString() ?? "",
        now.Heading == sent.Heading ? null : now.Heading,
        now.Markdown == sent.Markdown ? null : now.Markdown,
        now.Number == sent.Number ? null : now.Number);
}
