using System.Threading.Channels;
using Darsgah.Silo.Outbox;
using Darsgah.Silo.Tests.Storage;

namespace Darsgah.Silo.Tests.Outbox;

public sealed class OutboxTests : IAsyncDisposable
{
    private readonly Disk disk = new();
    private readonly Post post = new();

    [Fact]
    public async Task A_committed_message_is_delivered_opened_and_in_its_schools_scope()
    {
        using var dispatcher = await Started();

        await Send(Disk.North, "m1");
        var (tenant, message, scope) = await post.Next();

        Assert.Equal((Disk.North, "m1", "ada@example.org"), (tenant, message.Id, message.Values["to"]));
        Assert.Equal(Disk.North, scope);
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_message_waits_for_the_next_start_and_only_its_school_is_opened()
    {
        await Send(Disk.North, "m1");
        await disk.Stores.Of(Disk.South).Commit(Disk.Put("a", "x"));
        await disk.Restart();
        Assert.Equal([Disk.North], disk.Stores.Layout.Undelivered());

        using var dispatcher = await Started();

        Assert.Equal("m1", (await post.Next()).Message.Id);
        await Drained(Disk.North);
        Assert.Equal(1, disk.Stores.OpenFiles);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_crash_between_delivery_and_its_note_repeats_the_same_message_once()
    {
        await Send(Disk.North, "m1");
        post.Block = true;
        using var first = await Started();
        var before = (await post.Next()).Message;

        // Stopped while the handler has delivered and not yet returned, as a crash would.
        await first.StopAsync(default);
        post.Block = false;
        await disk.Restart();
        using var second = await Started();

        Assert.Equal(before.Id, (await post.Next()).Message.Id);
        await Drained(Disk.North);
        Assert.Equal(0, post.Waiting);
        await second.StopAsync(default);
    }

    [Fact]
    public async Task The_same_message_written_twice_is_delivered_once()
    {
        await Send(Disk.North, "m1");
        await Send(Disk.North, "m1", key: "other");

        using var dispatcher = await Started();
        await post.Next();
        await Drained(Disk.North);

        Assert.Equal(0, post.Waiting);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_failing_message_is_tried_eight_times_and_then_lies_visible()
    {
        post.Failure = new IOException("550 ada@example.org unknown");
        using var dispatcher = await Started();
        await Send(Disk.North, "m1");

        for (var attempt = 1; attempt <= RetryTable.Attempts; attempt++)
        {
            await post.Next();
            await Until(async () => await Attempts() == attempt);

            if (attempt < RetryTable.Attempts)
                await AdvancePast(await NextDue() - disk.Clock.GetUtcNow());
        }

        var letter = Assert.Single(await Letters.List(Disk.North, limit: 10));
        Assert.Equal(("m1", "mail", 8, nameof(IOException)), (letter.Id, letter.Kind, letter.Attempts, letter.Trouble));
        Assert.Equal(0, post.Waiting);

        post.Failure = null;
        Assert.True(await Letters.Retry(Disk.North, "m1"));
        Assert.Equal("m1", (await post.Next()).Message.Id);
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_refused_message_is_not_tried_again()
    {
        post.Failure = new OutboxRejectedException("mail.mailbox_unknown");
        using var dispatcher = await Started();
        await Send(Disk.North, "m1");
        await post.Next();

        await Until(async () => (await Letters.List(Disk.North, limit: 10)).Length == 1);

        Assert.Equal("mail.mailbox_unknown", (await Letters.List(Disk.North, limit: 10))[0].Trouble);
        Assert.True(await Letters.Discard(Disk.North, "m1"));
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_delivery_that_hangs_is_given_up_and_tried_again()
    {
        post.Block = true;
        using var dispatcher = await Started();
        await Send(Disk.North, "m1");
        await post.Next();

        await AdvancePast(disk.Options.DeliveryTime);
        await Until(async () => await Attempts() == 1);
        post.Block = false;
        await AdvancePast(TimeSpan.FromSeconds(6));

        Assert.Equal("m1", (await post.Next()).Message.Id);
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task Messages_of_one_school_are_delivered_side_by_side_and_no_more_than_the_setting_allows()
    {
        post.Block = true;

        for (var number = 1; number <= disk.Options.ParallelMessages + 2; number++)
            await Send(Disk.North, $"m{number}", key: $"person-{number}");

        using var dispatcher = await Started();
        var first = new HashSet<string>(StringComparer.Ordinal);

        while (first.Count < disk.Options.ParallelMessages)
            first.Add((await post.Next()).Message.Id);

        post.Block = false;
        await AdvancePast(disk.Options.DeliveryTime);

        while (first.Count < disk.Options.ParallelMessages + 2)
            first.Add((await post.Next()).Message.Id);

        Assert.Equal(disk.Options.ParallelMessages, post.MostAtOnce);
        await dispatcher.StopAsync(default);
    }

    [Theory, Trait("Threat", "SEC-K17")]
    [InlineData(1)]
    [InlineData(365 * 24)]
    public async Task A_clock_that_was_ahead_and_is_put_right_holds_no_message_back(int hours)
    {
        var right = disk.Clock.GetUtcNow();
        post.Failure = new IOException("the mail server is away");
        using var dispatcher = await Started();

        disk.Clock.Set(right.AddHours(hours));
        await Send(Disk.North, "m1");
        await post.Next();
        await Until(async () => await Attempts() == 1 && disk.Clock.Waiting > 1);
        post.Failure = null;
        disk.Clock.Set(right);
        await AdvancePast(TimeSpan.FromSeconds(6));

        Assert.Equal("m1", (await post.Next()).Message.Id);
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Theory, Trait("Threat", "SEC-K17")]
    [InlineData(1)]
    [InlineData(365 * 24)]
    public async Task What_was_written_by_a_clock_that_was_ahead_is_delivered_at_the_next_start(int hours)
    {
        var right = disk.Clock.GetUtcNow();
        disk.Clock.Set(right.AddHours(hours));
        await Send(Disk.North, "m1");
        await disk.Restart();
        disk.Clock.Set(right);

        using var dispatcher = await Started();

        Assert.Equal("m1", (await post.Next()).Message.Id);
        await Drained(Disk.North);
        await dispatcher.StopAsync(default);
    }

    [Fact]
    public async Task A_message_copied_to_another_school_is_not_delivered()
    {
        await Send(Disk.North, "m1");
        await Send(Disk.South, "m1");
        var stolen = await disk.Stores.Of(Disk.North).Read(database =>
            database.Bytes("SELECT body FROM outbox"), empty: null);
        await disk.Stores.Of(Disk.South).Write(database =>
        {
            database.Run("UPDATE outbox SET body = ?", stolen);
            return true;
        });

        using var dispatcher = await Started();

        Assert.Equal(Disk.North, (await post.Next()).Tenant);
        await Until(async () => (await Letters.List(Disk.South, limit: 1)).Length == 1);
        Assert.Equal(0, post.Waiting);
        await dispatcher.StopAsync(default);
    }

    [Theory]
    [InlineData(1, 5, 5.5)]
    [InlineData(2, 30, 33)]
    [InlineData(7, 36_000, 39_600)]
    public void Attempts_come_ever_later_with_some_jitter(int failed, double from, double until)
    {
        var now = disk.Clock.GetUtcNow();

        var waits = Enumerable.Range(0, 100).Select(_ =>
            (RetryTable.Next(failed, now)!.Value - now).TotalSeconds).ToArray();

        Assert.All(waits, wait => Assert.InRange(wait, from, until));
        Assert.True(waits.Distinct().Count() > 10);
        Assert.Null(RetryTable.Next(8, now));
    }

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private DeadLetters Letters => new(disk.Stores, disk.Clock);

    private async Task<OutboxDispatcher> Started()
    {
        var dispatcher = disk.Dispatcher(post);
        await dispatcher.StartAsync(default);
        return dispatcher;
    }

    private Task Send(Id<Tenant> tenant, string id, string key = "ada")
    {
        var mail = new OutboxMessage(id, "mail", ImmutableDictionary<string, string>.Empty.Add("to",
            "ada@example.org"));

        return CommitScope.Write(new Effects { Outbox = [mail] }, () =>
            disk.School.WriteStateAsync("s", Disk.Grain(tenant, key), new GrainState<Note>(new Note("x"))));
    }

    private async Task<long?> Attempts() => await disk.Stores.Of(Disk.North).Read(
        database => database.Number("SELECT attempts FROM outbox"), empty: null);

    private async Task<DateTimeOffset> NextDue() =>
        (await disk.Stores.Of(Disk.North).Read(OutboxRows.NextDue, empty: null))!.Value;

    /// <summary>Until the last row and the marker are gone.</summary>
    private Task Drained(Id<Tenant> tenant) => Until(async () =>
        await disk.Stores.Of(tenant).Read(database => database.Number("SELECT count(*) FROM outbox"), empty: 0) == 0
        && !disk.Stores.Layout.Undelivered().Contains(tenant));

    // The dispatcher goes to wait in its own time; a move of the clock before that would be missed.
    private async Task AdvancePast(TimeSpan by)
    {
        await Until(() => Task.FromResult(disk.Clock.Waiting > 1));
        disk.Clock.Advance(by);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        while (!await condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>A handler whose deliveries the test sees one by one.</summary>
    private sealed class Post : IOutboxHandler
    {
        private readonly Channel<(Id<Tenant>, OutboxMessage, Id<Tenant>?)> delivered =
            Channel.CreateUnbounded<(Id<Tenant>, OutboxMessage, Id<Tenant>?)>();

        private int atOnce;

        public Exception? Failure { get; set; }

        public bool Block { get; set; }

        public int MostAtOnce { get; private set; }

        public int Waiting => delivered.Reader.Count;

        public bool Handles(string kind) => kind is "mail";

        public async Task<ImmutableArray<AuditRow>> Deliver(Id<Tenant> tenant, OutboxMessage message, CancellationToken cancellationToken)
        {
            lock (delivered)
                MostAtOnce = Math.Max(MostAtOnce, ++atOnce);

            try
            {
                await delivered.Writer.WriteAsync((tenant, message, TenantScope.Current), CancellationToken.None);

                if (Block)
                    await Task.Delay(Timeout.Infinite, cancellationToken);

                if (Failure is { } failure)
                    throw failure;

                return [new AuditRow("mail.sent", "system", message.Id, DateTimeOffset.UnixEpoch)];
            }
            finally
            {
                lock (delivered)
                    atOnce--;
            }
        }

        public async Task<(Id<Tenant> Tenant, OutboxMessage Message, Id<Tenant>? Scope)> Next() =>
            await delivered.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}
