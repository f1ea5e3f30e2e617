using Darsgah.Gateway.Mail;

namespace Darsgah.Gateway.Pages.DevMail;

/// <param name="Mails">Newest first.</param>
public sealed record DevMailPageModel(ImmutableArray<OutgoingMail> Mails);

/// <param name="Mail">The mail to show as text.</param>
public sealed record DevMailMessagePageModel(OutgoingMail Mail);
