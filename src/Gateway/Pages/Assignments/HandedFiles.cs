using Darsgah.Gateway.Http;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Pages.Assignments;

/// <summary>Files of a draft: in, sealed with her own key as they arrive, and out again.</summary>
/// <remarks>What a file is, its bytes say (SEC-E09).</remarks>
internal sealed class HandedFiles(PersonFiles files, HandedRoom room, TimeProvider clock)
{
    /// <summary>Takes a file into the draft; one that is there under the same name already is not taken again.</summary>
    /// <remarks>Whatever becomes of it: bytes that nothing will reference do not stay.</remarks>
    /// <param name="number">The number that the draft will have.</param>
    /// <returns>The file; or why it is not taken.</returns>
    public async Task<Outcome<HandedFile>> Add(
        TenantRequest request, AssignmentPlace place, int number, string name, Stream content, CancellationToken cancellation)
    {
        var arriving = new UnsettledFile(request.Account!.Id, Id<StoredFile>.New(clock), place.Course.Description.Slug, place.Lesson.Id);
        var isKept = false;

        if (place.Desk.Draft.Files.Length >= place.Desk.Assignment.Files && place.Desk.Draft.Files.All(known => known.Name != name))
            return AssignmentErrors.TooManyFiles(place.Desk.Assignment.Files);

        if (await room.Left(request.Grains) <= 0)
            return AssignmentErrors.NoRoom;

        try
        {
            if (!(await Arrive(request, place.Desk.Assignment, arriving, name, content, cancellation)).Succeeded(out var file, out var refusal))
                return refusal;

            if (place.Desk.Draft.Files.FirstOrDefault(known => known.Name == name && known.Hash == file.Hash) is { } same)
                return same;

            if (!(await place.Book(request).AddFile(number, file)).Succeeded(out var draft, out refusal))
                return refusal;

            isKept = true;
            files.Settle(request.Tenant, arriving);
            return draft.Find(file.Id) ?? file;
        }
        finally
        {
            if (!isKept)
                files.Delete(request.Tenant, arriving.Person, arriving.File);
        }
    }

    /// <summary>Takes a file out of the draft. The reference first: a file that is listed is there. Repeating it changes nothing.</summary>
    /// <returns>Why it stays; null where it is gone.</returns>
    public async Task<Error?> Remove(TenantRequest request, AssignmentPlace place, int number, string id)
    {
        if (place.Desk.Draft.Find(id) is not { } file)
            return null;

        var removed = await place.Book(request).RemoveFile(number, file.Id);

        if (removed.Error is null)
            files.Delete(request.Tenant, request.Account!.Id, Id<StoredFile>.Parse(file.Id));

        return removed.Error;
    }

    private async Task<Outcome<HandedFile>> Arrive(
        TenantRequest request, Assignment asked, UnsettledFile arriving, string name, Stream content, CancellationToken cancellation)
    {
        var (tenant, person, id) = (request.Tenant, arriving.Person, arriving.File);
        var most = asked.Megabytes * 1024L * 1024;

        using var file = await files.Grow(tenant, arriving, cancellation);
        await file.Take(content, Math.Min(MediaSniffer.Enough, most), cancellation);

        if (MediaChecks.Early(name, file.Start.Span) is { } odd)
            return odd;

        await file.Take(content, most + 1 - file.Length, cancellation);

        if (file.Length == 0)
            return MediaErrors.Empty();

        if (file.Length > most)
            return AssignmentErrors.FileTooLarge(asked.Megabytes);

        await file.Sync();
        files.Complete(tenant, person, id);

        // It is counted by now, and so are others that came at the same time.
        if (await room.Left(request.Grains) < 0)
            return AssignmentErrors.NoRoom;

        await using var stream = await files.Read(tenant, person, id, file.Length)
            ?? throw new InvalidOperationException($"The file {id} went while it was looked at.");

        if (!(await MediaChecks.Facts(name, file.Start, stream)).Succeeded(out var facts, out var refusal))
            return refusal;

        return AssignmentRules.Takes(asked, facts.Type.Kind)
            ? new HandedFile(id.Value, name, facts.Type.Mime, file.Length, file.Hash(), clock.GetUtcNow())
            : AssignmentErrors.FileKind(FormText.Line(name));
    }
}
