using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Receipts;

/// <summary>A receipt once it was issued.</summary>
[GenerateSerializer, Immutable, Alias("consent.receipt.state")]
internal sealed record ReceiptRecord
{
    [Id(0)] public SignedReceipt? Receipt { get; init; }
}

[GrainType("consent.receipt")]
internal sealed class ReceiptGrain(
    [PersistentState("receipt", Storage.Person)] IPersistentState<ReceiptRecord> receipt) : Grain, IReceiptGrain
{
    public async Task<SignedReceipt?> Issue(string origin)
    {
        if (receipt.State.Receipt is { } issued)
            return issued;

        var tenant = this.Neighbours(GrainFactory);
        var ledger = tenant.ConsentLedger(Id<Person>.Parse(this.Key().Subject));
        var number = int.Parse(this.Key().Parts[1], CultureInfo.InvariantCulture);

        // The grain writes what it signs from the ledger itself; nobody hands it a text.
        if (await ledger.Entry(number) is not { } entry || await tenant.School.School() is not { } school)
            return null;

        var facts = new ReceiptFacts(
            entry,
            entry.NoticeNumber > 0 ? await ledger.Entry(entry.NoticeNumber) : null,
            await ledger.Pseudonym(),
            IsHerOwn: entry.Actor == this.Key().Subject,
            school,
            origin,
            entry.Purpose is { } about ? await tenant.PurposeEdition(about.Edition).Purpose() : null,
            await Covered(tenant, entry));
        var made = new SignedReceipt(
            await tenant.SigningKeys.Sign(SignedReceipt.Type, SignedReceipt.Content, ReceiptDocument.Write(facts)));
        await this.Commit(receipt, new ReceiptRecord { Receipt = made });

        return made;
    }

    // A purpose that rests on consent takes an act of its own, so no policy's acceptance covers it (T27, T28).
    private static async Task<ImmutableArray<Purpose>?> Covered(TenantGrains tenant, ConsentEntry entry) =>
        entry is { Act: ConsentAct.Accepted, Purpose: null } && entry.Shown.Document == DocumentSet.Privacy
            && await tenant.Purposes.At(entry.At) is { } register
            ? [.. register.Purposes.Where(purpose => purpose.State == PurposeState.Enabled && purpose.Terms.Basis is not (null or LawfulBasis.Consent))]
            : null;
}

/// <summary>Whose pseudonym it is; nobody's where she was forgotten.</summary>
[GenerateSerializer, Immutable, Alias("consent.receipt_holder.state")]
internal sealed record ReceiptHolderRecord
{
    [Id(0)] public Id<Person>? Person { get; init; }
}

[GrainType("consent.receipt_holder")]
internal sealed class ReceiptHolderGrain(
    [PersistentState("holder", Storage.School)] IPersistentState<ReceiptHolderRecord> holder) : Grain, IReceiptHolderGrain
{
    public Task Hold(Id<Person> person) => this.Commit(holder, new ReceiptHolderRecord { Person = person });

    public Task<Id<Person>?> Person() => Task.FromResult(holder.State.Person);

    public Task Forget() => holder.State.Person is null ? Task.CompletedTask : this.Commit(holder, new ReceiptHolderRecord());
}
