using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>
/// What a guardian is asked for somebody who is not of age, and where that stands. Before she agrees it is all that the
/// school has of the child; where she refuses or does not answer, nothing is left.
/// </summary>
/// <remarks>Key <c>tenant/{person}</c>, the id that the child's account gets. The guardian's address is here and nowhere else.</remarks>
[Alias("consent.guardianship"), ServesPurpose("guardians", DataCategory.Account, DataCategory.Contact, DataCategory.Profile)]
public interface IGuardianshipGrain : ITenantScopedGrain
{
    /// <summary>Keeps the request and sends the guardian her link. Repeating it changes nothing.</summary>
    [Alias("ask")]
    Task Ask(AskGuardian command);

    /// <summary>What a link leads to; null where it is none of this person's, or not any more.</summary>
    [Alias("open")]
    Task<Guardianship?> Open(string secret);

    /// <summary>Where it stands; null where nobody is asked. For the person's own pages.</summary>
    [Alias("current")]
    Task<Guardianship?> Current();

    /// <summary>Notes what the guardian says she is, before she answers anything.</summary>
    /// <returns>Done; or <see cref="GuardianErrors.LinkOver"/>.</returns>
    [Alias("declare")]
    Task<Outcome<Done>> Declare(string secret, string relation);

    /// <summary>She has agreed and the account is made: what was kept to make it goes. Repeating it changes nothing.</summary>
    [Alias("agree")]
    Task<Outcome<Done>> Agree(string secret);

    /// <summary>She does not agree: everything is deleted. Repeating it changes nothing.</summary>
    [Alias("refuse")]
    Task Refuse(string secret);

    /// <summary>The person was deleted: whatever is kept here goes too. Repeating it changes nothing.</summary>
    [Alias("forget")]
    Task Forget();

    /// <summary>What acts of the guardian count for now; null where there is none who may act.</summary>
    [Alias("standing")]
    Task<OnBehalf?> Standing();

    /// <summary>Sends the guardian a new link; the one before leads nowhere from then on.</summary>
    /// <returns>False where there is no guardian, or nobody to write to.</returns>
    [Alias("send_link")]
    Task<bool> SendLink();

    /// <summary>
    /// Tells the guardian by mail that a document of the child's changes, or that a version was called off (M44): once, whatever
    /// is repeated, and not where she is told as a member herself. She gets a new link with what changed, to decide by.
    /// </summary>
    [Alias("tell_of_version")]
    Task TellOfVersion(Id<Document> document, PolicyVersionHead version, bool calledOff);
}

/// <param name="Child">What the child filled in.</param>
/// <param name="GuardianEmail">Where the link goes.</param>
/// <param name="ExpiresAt">Without an answer everything is deleted then, UTC.</param>
/// <param name="OfAgeAt">From then on the person is asked herself, UTC.</param>
[GenerateSerializer, Immutable, Alias("consent.ask_guardian")]
public sealed record AskGuardian(ChildApplication Child, string GuardianEmail, DateTimeOffset ExpiresAt, DateTimeOffset OfAgeAt)
{
    /// <summary>The one normal form of the address, which an account would be found by.</summary>
    [Id(0)] public string GuardianNormalized { get; init; } = "";
}

/// <summary>What a child filled in to sign up. No password: she chooses one when her guardian has agreed.</summary>
[GenerateSerializer, Immutable, Alias("consent.child_application"), PersonalData(DataCategory.Account, DataCategory.Contact, DataCategory.Profile)]
public sealed record ChildApplication(
    string Email, string NormalizedEmail, string Name, string FirstName, string UserName, string Mobile, string Country, string Language)
{
    /// <summary>How the guardian knows whom it is about.</summary>
    public string DisplayName => Name is { Length: > 0 } ? Name : FirstName is { Length: > 0 } ? FirstName : Email;
}

/// <summary>A request to a guardian, or what she agreed to.</summary>
/// <param name="Person">The child.</param>
/// <param name="ChildName">How the child is called.</param>
/// <param name="Child">What the child filled in; null once the account is made.</param>
/// <param name="Relation">What the guardian declared to be; empty before.</param>
/// <param name="Agreed">She has agreed.</param>
/// <param name="ExpiresAt">Without an answer everything is deleted then, UTC.</param>
/// <param name="OfAgeAt">From then on the person is asked herself, UTC.</param>
[GenerateSerializer, Immutable, Alias("consent.guardianship.shown"), PersonalData(DataCategory.Account, DataCategory.Contact, DataCategory.Profile)]
public sealed record Guardianship(
    Id<Person> Person, string ChildName, ChildApplication? Child, string Relation, bool Agreed, DateTimeOffset ExpiresAt, DateTimeOffset OfAgeAt);

/// <summary>Refusals about guardians.</summary>
public static class GuardianErrors
{
    /// <summary>The link has been used up, replaced, or is too old.</summary>
    public static Error LinkOver() => Error.NotFound(
        "guardian.link_over", "This link leads nowhere any more: the request was answered, has run out, or a newer link was sent.");

    /// <summary>The guardian has to be somebody else.</summary>
    public static Error OwnAddress() => Error.Invalid(
        "guardian.own_address", "Write the address of your parent or guardian, not your own.", "guardian_email");

    /// <summary>She did not say what she is to the child, or that she is of age.</summary>
    public static Error NotDeclared(string field) => Error.Invalid(
        "guardian.not_declared", "Say what you are to the child, and that you are of age.", field);

    /// <summary>A document was not answered.</summary>
    public static Error NotAnswered(string field) => Error.Invalid(
        "guardian.not_answered", "Answer for each document whether you agree.", field);
}
