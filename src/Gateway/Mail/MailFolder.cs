using System.Text.Json;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Mail;

/// <summary>
/// Keeps mail in the data folder in place of sending it: what a new installation and a developer have.
/// </summary>
internal sealed class MailFolder(IOptions<StorageOptions> storage) : IMailTransport
{
    private const int MostShown = 200;

    private string Folder => Path.Combine(storage.Value.Folder, "mail");

    public async Task Send(OutgoingMail mail, CancellationToken cancellation)
    {
        if (!MailHeaders.IsSafe(mail.To))
            throw new MailRefusedException("mail.bad_address");

        Make();
        var path = PathOf(mail.Id);
        var aside = path + ".new";
        await File.WriteAllBytesAsync(aside, JsonSerializer.SerializeToUtf8Bytes(mail), cancellation);
        File.Move(aside, path, overwrite: true); // a second delivery of the same mail is the same file
    }

    /// <summary>The newest mails, newest first.</summary>
    public ImmutableArray<OutgoingMail> Newest() => Directory.Exists(Folder)
        ?
        [
            .. new DirectoryInfo(Folder).EnumerateFiles("*.json")
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Take(MostShown)
                .Select(file => Read(file.FullName))
                .OfType<OutgoingMail>()
                .OrderByDescending(mail => mail.At),
        ]
        : [];

    /// <summary>One mail, or null.</summary>
    public OutgoingMail? Find(string id) => File.Exists(PathOf(id)) ? Read(PathOf(id)) : null;

    private static OutgoingMail? Read(string path) => JsonSerializer.Deserialize<OutgoingMail>(File.ReadAllBytes(path));

    private string PathOf(string id)
    {
        var name = string.Concat(id.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.'));
        return Path.Combine(Folder, name + ".json");
    }

    private void Make()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Folder);
        else
            Directory.CreateDirectory(
                Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
