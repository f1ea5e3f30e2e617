using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>Whom a document is for.</summary>
public enum Audience
{
    /// <summary>Anybody who looks at the site. Nobody of them is asked anything; the document stands in the footer.</summary>
    Visitor = 1,

    /// <summary>Whoever learns here.</summary>
    Student = 2,

    /// <summary>Whoever teaches here.</summary>
    Instructor = 3,

    /// <summary>Whoever left an address without an account. Kept; without effect until the software takes such addresses.</summary>
    Lead = 4,

    /// <summary>Whoever a guardian agrees for, until she is of age.</summary>
    Minor = 5,
}

/// <summary>When a document is put before the people it is for. None of them: it can be read, and nobody is asked.</summary>
public enum DocumentTrigger
{
    /// <summary>At sign-up, and at the first use by whoever has an account already.</summary>
    SignUp = 1,

    /// <summary>When a version comes into force that she does not know, as the school's rule of changes says.</summary>
    Change = 2,
}

/// <summary>A document of a school: what it is called, whom it is for, when they are asked, and what it rests on.</summary>
/// <param name="Id">2 to 40 of a–z, 0–9 and hyphen; never changes, for it is in permanent addresses.</param>
/// <param name="Names">
/// By language, a canonical BCP 47 tag; 1 to 80 characters on one line. Empty for the usual ones under their usual names.
/// </param>
/// <param name="Audience">In the enum's order, at least one.</param>
/// <param name="Asked">When; empty for a document that is only read.</param>
/// <param name="DependsOn">Documents that this one refers to and is not complete without (M48); never in a circle.</param>
/// <param name="Covered">The words of the school's own box or button name this document too, so it has no control of its own.</param>
/// <param name="Withdrawn">
/// Who withdrew it, and when; null while it is in use. Its versions stay readable, and nobody is asked any more.
/// </param>
[GenerateSerializer, Immutable, Alias("policies.school_document")]
public sealed record SchoolDocument(
    Id<Document> Id,
    ImmutableDictionary<string, string> Names,
    ImmutableArray<Audience> Audience,
    ImmutableArray<DocumentTrigger> Asked,
    ImmutableArray<Id<Document>> DependsOn,
    bool Covered = false,
    Confirmation? Withdrawn = null)
{
    /// <summary>Whether it is put before people at that moment.</summary>
    public bool IsAskedAt(DocumentTrigger trigger) => Withdrawn is null && Asked.Contains(trigger);

    /// <summary>Whether it is for any of these.</summary>
    public bool IsFor(params ReadOnlySpan<Audience> readers)
    {
        foreach (var reader in readers)
        {
            if (Audience.Contains(reader))
                return true;
        }

        return false;
    }

    /// <summary>Its name in the first of these languages that it has one in, else in any; null where it has none of its own.</summary>
    public string? NameIn(params ReadOnlySpan<string> languages)
    {
        foreach (var language in languages)
        {
            if (Names.TryGetValue(language, out var name))
                return name;
        }

        return Names.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).FirstOrDefault();
    }

    /// <summary>A published document that nobody arranged: anybody can read it, and nobody is asked.</summary>
    internal static SchoolDocument Unarranged(Id<Document> id) => new(
        id,
        ImmutableDictionary<string, string>.Empty,
        [Policies.Audience.Visitor, Policies.Audience.Student, Policies.Audience.Instructor],
        [],
        []);
}
