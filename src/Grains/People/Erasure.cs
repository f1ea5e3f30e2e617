using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.People;

/// <summary>Why somebody is deleted without asking her.</summary>
public enum ErasureReason
{
    /// <summary>She turned out to be younger than the school's rule of age allows (N31).</summary>
    ChildFound = 1,

    /// <summary>Her parent or guardian asked for it, and showed to be that (N32).</summary>
    GuardianAsked = 2,
}

/// <param name="Reason">Why.</param>
/// <param name="Reference">How it is known: a letter's date, a document. 3 to 120 characters; it names nobody.</param>
[GenerateSerializer, Immutable, Alias("people.erase")]
public sealed record ErasePerson(ErasureReason Reason, string Reference);

/// <summary>Whether somebody may be deleted without asking her.</summary>
internal static class ErasureRules
{
    /// <summary>Kind of the message that carries an erasure out.</summary>
    public const string Kind = "erase";

    /// <summary>Why not, or null.</summary>
    public static Error? Denial(PersonAccount account, SchoolRules rules, ErasePerson command)
    {
        if (!Enum.IsDefined(command.Reason) || (command.Reference?.Trim() ?? "") is not { Length: >= 3 and <= 120 } text || text.Any(char.IsControl))
            return PeopleErrors.ErasureUnproved();

        if (rules.Age.Basis == AgeBasis.None)
            return PeopleErrors.NoAgeRule();

        return account.IsStaff ? PeopleErrors.NoChild() : null;
    }
}
