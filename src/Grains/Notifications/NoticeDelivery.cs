namespace Darsgah.Grains.Notifications;

/// <summary>A notice of a changed document that left by mail, as the audit trail has it (M44).</summary>
/// <remarks>
/// What was shown to her on a page is in her consent ledger. A mail that was sent is no proof that it was read, so nothing
/// that she is asked depends on it.
/// </remarks>
/// <param name="Document">The document that changed.</param>
/// <param name="Version">Number of the version it told of.</param>
/// <param name="Language">In which it was written.</param>
/// <param name="Handed">A mail server took it; false where it refused for good.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
[GenerateSerializer, Immutable, Alias("notifications.delivery")]
public sealed record NoticeDelivery(Id<Document> Document, int Version, string Language, bool Handed, DateTimeOffset At)
{
    private const string Off = "called-off";
    private const string Guardian = "guardian";
    private const string Mailed = "notice.mailed";
    private const string Undeliverable = "notice.undeliverable";

    /// <summary>It told that the version was called off before its day.</summary>
    [Id(5)] public bool CalledOff { get; init; }

    /// <summary>It went to the guardian who agrees for her.</summary>
    [Id(6)] public bool ToGuardian { get; init; }

    /// <summary>The line of the audit trail that says so.</summary>
    /// <param name="person">To whom it was sent.</param>
    public AuditRow ToRow(Id<Person> person) => new(
        Handed ? Mailed : Undeliverable,
        "system",
        person.Value,
        At,
        string.Create(CultureInfo.InvariantCulture, $"{Document} {Version} {Language}{(CalledOff ? " " + Off : "")}{(ToGuardian ? " " + Guardian : "")}"));

    /// <summary>What a line of the audit trail says; null for a line about something else.</summary>
    public static NoticeDelivery? Of(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);

        return row.Action is Mailed or Undeliverable
            && row.Detail?.Split(' ') is [var document, var version, var language, .. var more]
            && Id<Document>.TryParse(document, out var id) && int.TryParse(version, CultureInfo.InvariantCulture, out var number)
                ? new(id, number, language, row.Action == Mailed, row.At)
                {
                    CalledOff = more.Contains(Off, StringComparer.Ordinal),
                    ToGuardian = more.Contains(Guardian, StringComparer.Ordinal),
                }
                : null;
    }
}
