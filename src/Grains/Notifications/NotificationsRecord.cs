namespace Darsgah.Grains.Notifications;

/// <summary>A person's inbox and preferences as stored, and the rules of both.</summary>
[GenerateSerializer, Immutable, Alias("notifications.inbox.state")]
internal sealed record NotificationsRecord
{
    /// <summary>Lines that are kept; older ones are forgotten.</summary>
    public const int MostLines = 200;

    /// <summary>Names of what she was told that are remembered, so that a repeated call tells nothing twice.</summary>
    private const int MostTold = 400;

    /// <summary>Oldest first.</summary>
    [Id(0)] public ImmutableArray<NotificationLine> Lines { get; init; } = [];

    /// <summary>Where she chose otherwise than everything.</summary>
    [Id(1)] public ImmutableArray<NotificationChoice> Chosen { get; init; } = [];

    /// <summary>Fingerprints of what she was told, oldest first.</summary>
    [Id(2)] public ImmutableArray<string> Told { get; init; } = [];

    /// <summary>Mails that wait for the end of the quiet hours, oldest first.</summary>
    [Id(3)] public ImmutableArray<HeldMail> Held { get; init; } = [];

    /// <summary>How many lines there ever were.</summary>
    [Id(4)] public int Count { get; init; }

    /// <summary>How many mails were queued; numbers them.</summary>
    [Id(5)] public int Mails { get; init; }

    public int Unread => Lines.Count(line => !line.IsRead);

    public static ImmutableArray<NotificationKind> Kinds { get; } = [.. Enum.GetValues<NotificationKind>()];

    public NotificationChoice ChoiceOf(NotificationKind kind) =>
        Chosen.FirstOrDefault(choice => choice.Kind == kind) ?? new(kind, InProduct: true, Mail: true);

    public bool Knows(NotificationEvent told) => Told.Contains(NameOf(told), StringComparer.Ordinal);

    /// <summary>With a line where she wants one, and the event remembered.</summary>
    public NotificationsRecord Tell(NotificationEvent told, DateTimeOffset at)
    {
        var remembered = Told.Add(NameOf(told));
        var next = this with { Told = remembered.Length > MostTold ? remembered.RemoveAt(0) : remembered };

        if (!ChoiceOf(told.Kind).InProduct)
            return next;

        var lines = Lines.Add(new NotificationLine(Count + 1, told.Kind, told.Path, told.Values, at, IsRead: false));
        return next with { Count = Count + 1, Lines = lines.Length > MostLines ? lines.RemoveAt(0) : lines };
    }

    public NotificationsRecord Read(int number) => Lines.All(line => line.IsRead || (number > 0 && line.Number != number))
        ? this
        : this with { Lines = [.. Lines.Select(line => number == 0 || line.Number == number ? line with { IsRead = true } : line)] };

    public NotificationsRecord Choose(ImmutableArray<NotificationChoice> choices)
    {
        ImmutableArray<NotificationChoice> next =
        [
            .. from kind in Kinds
               let asked = choices.LastOrDefault(choice => choice.Kind == kind) ?? ChoiceOf(kind)
               let choice = asked with { Mail = asked.Mail || asked.MailIsDemanded }
               where choice is not { InProduct: true, Mail: true }
               select choice,
        ];

        return next.SequenceEqual(Chosen) ? this : this with { Chosen = next };
    }

    private static string NameOf(NotificationEvent told) => TenantGrains.Fingerprint($"{told.Kind} {told.Once}")[..16];
}

/// <summary>A mail that waits.</summary>
[GenerateSerializer, Immutable, Alias("notifications.held_mail")]
internal sealed record HeldMail(NotificationEvent Event, DateTimeOffset Until);
