using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Mail;

/// <summary>
/// Delivers letters out of the outbox: written when they are sent, from the school and the account as they are then.
/// </summary>
internal sealed class MailHandler(
    IGrainFactory grains, LetterWriter writer, IMailTransport transport, IOptions<PlatformOptions> platform, TimeProvider clock)
    : IOutboxHandler
{
    /// <inheritdoc />
    public bool Handles(string kind) => string.Equals(kind, "mail", StringComparison.Ordinal);

    /// <inheritdoc />
    public async Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, OutboxMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var school = new TenantGrains(grains, tenant);

        if (await School(school) is not { Status: not SchoolStatus.Closed } founded)
            throw new OutboxRejectedException("mail.school_closed");

        // To who may have no account: nothing is read about her.
        if (Letters.GoesToAddress(message.Values.GetValueOrDefault("template")))
        {
            var addressee = message.Values.GetValueOrDefault("addressee") is { Length: > 0 } written ? written : message.Values["to"];
            return await Send(await writer.Write(founded, $"{tenant}.{message.Id}", addressee, message.Values), _ => [], cancellationToken);
        }

        // After an erasure nothing that was queued before it goes out (SEC-H06), nor after a guardian's answer.
        var account = await Account(school, message);
        var name = account?.DisplayName ?? await Guardian(school, founded, message) ?? throw new OutboxRejectedException("mail.account_gone");

        // Written to addresses that somebody gave as hers, and to no other (Q08). A guardian's is with the request alone.
        if (account is not null && !Letters.GoesTo(account, message.Values.GetValueOrDefault("template"), message.Values.GetValueOrDefault("to")))
            throw new OutboxRejectedException("mail.address_not_hers");

        var mail = await writer.Write(founded, $"{tenant}.{message.Id}", name, message.Values);
        return await Send(mail, handed => Told(message, handed), cancellationToken);
    }

    private async Task<ImmutableArray<AuditRow>> Send(
        OutgoingMail mail, Func<bool, ImmutableArray<AuditRow>> told, CancellationToken cancellationToken)
    {
        try
        {
            await transport.Send(mail, cancellationToken);
            return told(true);
        }
        catch (MailRefusedException refused)
        {
            throw new OutboxRejectedException(refused.Reason) { Audit = told(false) };
        }
    }

    // Of notices it is kept that they were sent: a school may have to show it (M44). A guardian's stands with the child.
    private ImmutableArray<AuditRow> Told(OutboxMessage message, bool handed)
    {
        var (calledOff, toGuardian) = message.Values.GetValueOrDefault("template") switch
        {
            "policy_changed" => (false, false),
            "policy_called_off" => (true, false),
            "guardian_changed" => (false, true),
            "guardian_called_off" => (true, true),
            _ => ((bool?)null, false),
        };

        return calledOff is { } off
            && Id<Person>.TryParse(message.Values.GetValueOrDefault(toGuardian ? "guardianship" : "person"), out var person)
            && Id<Document>.TryParse(message.Values.GetValueOrDefault("policy"), out var document)
            && int.TryParse(message.Values.GetValueOrDefault("number"), CultureInfo.InvariantCulture, out var version)
                ? [
                    (new NoticeDelivery(document, version, message.Values.GetValueOrDefault("language", ""), handed, clock.GetUtcNow())
                    {
                        CalledOff = off,
                        ToGuardian = toGuardian,
                    }).ToRow(person),
                ]
                : [];
    }

    // The console's people get letters too; the platform stands in for their school.
    private Task<School?> School(TenantGrains school) => school.Tenant == TenantKey.Platform
        ? Task.FromResult<School?>(SchoolTenant.Platform(platform.Value.Host, platform.Value.Name).School)
        : school.School.School();

    // A guardian has no account and no name here: she is called what she is.
    private static async Task<string?> Guardian(TenantGrains school, School founded, OutboxMessage message) =>
        Id<Person>.TryParse(message.Values.GetValueOrDefault("guardianship"), out var child)
        && await school.Guardianship(child).Current() is not null
            ? Texts.Of(UiLanguages.Find(message.Values.GetValueOrDefault("language"))
                ?? UiLanguages.Find(founded.Profile.DefaultLanguage) ?? UiLanguages.English)["guardian.addressed"]
            : null;

    // A letter without a purpose is not written: nothing about her is read for it (M19).
    private static async Task<PersonAccount?> Account(TenantGrains school, OutboxMessage message)
    {
        if (Letters.UseOf(message.Values.GetValueOrDefault("template")) is not { } use)
            throw new OutboxRejectedException("mail.no_purpose");

        return Id<Person>.TryParse(message.Values.GetValueOrDefault("person"), out var person)
            ? await school.Person(person).Account(use)
            : null;
    }
}
