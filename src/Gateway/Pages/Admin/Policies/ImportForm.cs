using System.Text;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>A text to import, as sent.</summary>
/// <param name="Mark">The state of the draft that it is meant for.</param>
/// <param name="Source">The text as it was read, for the second step; empty where the file was not text.</param>
/// <param name="RemoveResidue">Leave out what a copy of a web page brings along.</param>
/// <param name="Translates">It was made from the binding text as it stands in the draft.</param>
public sealed record ImportForm(
    DraftMark Mark, string Language, string Title, string Source, bool RemoveResidue, bool Translates)
{
    public const int LongestTitle = 300;

    internal static async Task<(ImportForm Form, byte[] Bytes)> Read(IFormCollection form, CancellationToken stop)
    {
        var bytes = form.Files["file"] is { Length: > 0 } file ? await Start(file, stop) : Pasted(form);

        return (
            new ImportForm(
                DraftMark.Read(form),
                form.Line("language", 35),
                form.Line("title", LongestTitle),
                "",
                form.Ticked("remove_residue"),
                form.Ticked("translates")),
            bytes);
    }

    internal ImportOptions ToOptions(PolicyDraft draft, string? binding) => new(Language)
    {
        RemoveResidue = RemoveResidue,
        Title = Title.Length > 0 ? Title : null,
        Previous = Canonical is { } language ? draft.Texts.GetValueOrDefault(language) : null,
        Authoritative = binding is null || binding == Canonical ? null : draft.Texts.GetValueOrDefault(binding),
    };

    private string? Canonical => LanguageTag.TryCanonical(Language, out var canonical, out _) ? canonical : null;

    // As it came: what is wrong with it is the import's to say, not ours to wipe away.
    private static byte[] Pasted(IFormCollection form) =>
        Encoding.UTF8.GetBytes(FormText.First(form, "source").ReplaceLineEndings("\n"));

    // One byte more than fits is enough to see that it does not.
    private static async Task<byte[]> Start(IFormFile file, CancellationToken stop)
    {
        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, PolicyImport.LargestFile + 1)];
        await stream.ReadExactlyAsync(bytes, stop);

        return bytes;
    }
}
