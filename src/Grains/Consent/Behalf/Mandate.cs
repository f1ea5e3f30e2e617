using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>What a mandate lets somebody do.</summary>
public enum MandateScope
{
    /// <summary>Agree, refuse and withdraw.</summary>
    Consent = 1,

    /// <summary>Ask the school about the person's data: access, correction, deletion (E33).</summary>
    Requests = 2,
}

/// <summary>A mandate that staff of the school have seen and noted.</summary>
/// <param name="Id">Its number with this person, from 1.</param>
/// <param name="Representative">Who acts: somebody with an account at the school.</param>
/// <param name="Reference">Of the document that staff have seen: <c>Power of attorney 2026/14</c>.</param>
/// <param name="From">The first day it holds, in the school's zone.</param>
/// <param name="Until">The last day; null without end.</param>
/// <param name="Scope">What it covers, at least one.</param>
/// <param name="NotedBy">Who noted it: a person's id.</param>
/// <param name="NotedAt">When, UTC.</param>
/// <param name="EndedBy">Who ended it before its time; null where nobody did.</param>
/// <param name="EndedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("consent.mandate"), PersonalData(DataCategory.Account)]
public sealed record Mandate(
    int Id,
    Id<Person> Representative,
    string Reference,
    DateOnly From,
    DateOnly? Until,
    ImmutableArray<MandateScope> Scope,
    string NotedBy,
    DateTimeOffset NotedAt,
    string? EndedBy = null,
    DateTimeOffset? EndedAt = null)
{
    /// <summary>True on the days it holds, unless it was ended.</summary>
    public bool HoldsOn(DateOnly day) => EndedAt is null && From <= day && (Until is null || day <= Until);

    /// <summary>True where it lets somebody do something on a day.</summary>
    public bool Allows(Id<Person> who, MandateScope what, DateOnly day) =>
        Representative == who && Scope.Contains(what) && HoldsOn(day);
}

/// <param name="Representative">Who is to act.</param>
/// <param name="Reference">Of the document, 3 to 120 characters.</param>
/// <param name="From">The first day.</param>
/// <param name="Until">The last day; null without end.</param>
/// <param name="Scope">What it covers.</param>
[GenerateSerializer, Immutable, Alias("consent.note_mandate")]
public sealed record NoteMandate(
    Id<Person> Representative, string Reference, DateOnly From, DateOnly? Until, ImmutableArray<MandateScope> Scope);

/// <summary>Refusals about mandates.</summary>
public static class MandateErrors
{
    /// <summary>The school does not let others act (its setting).</summary>
    public static Error NotAtThisSchool() => Error.Conflict(
        "mandate.not_here", "At this school nobody acts for another. The setting representative.acts can change that.");

    /// <summary>No document, no right (E33).</summary>
    public static Error NoProof() => Error.Invalid(
        "mandate.no_proof", "Name the document that you have seen, in 3 to 120 characters.", "reference");

    /// <summary>The days are not in order.</summary>
    public static Error BadDays() => Error.Invalid("mandate.bad_days", "The last day is not before the first, and not in the past.", "until");

    /// <summary>It covers nothing.</summary>
    public static Error NoScope() => Error.Invalid("mandate.no_scope", "Choose what the mandate covers.", "scope");

    /// <summary>Nobody represents herself, and a representative has an account.</summary>
    public static Error BadRepresentative() => Error.Invalid(
        "mandate.bad_representative", "Name another person who has an account at this school, by e-mail address.", "representative");

    /// <summary>There are as many as are kept.</summary>
    public static Error TooMany() => Error.Conflict("mandate.too_many", "A person has at most 20 mandates in the record.");

    /// <summary>There is no mandate in force of that number.</summary>
    public static Error NoSuchMandate() => Error.NotFound("mandate.not_found", "There is no such mandate in force.");
}
