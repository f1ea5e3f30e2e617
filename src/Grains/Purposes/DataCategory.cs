namespace Darsgah.Grains.Purposes;

/// <summary>Kinds of personal data, a closed list: what is none of them is not collected (E12, E13).</summary>
public enum DataCategory
{
    /// <summary>That she has an account: id, roles, user name, when it was made, whether it is stopped.</summary>
    Account = 1,

    /// <summary>What proves that it is she: password hash, second step, passkeys, sign-ins.</summary>
    Credentials = 2,

    /// <summary>Where she is reached: e-mail address, telephone number, postal address.</summary>
    Contact = 3,

    /// <summary>Who she says she is: name, country, language, picture.</summary>
    Profile = 4,

    /// <summary>Education, work, qualifications.</summary>
    Professional = 5,

    /// <summary>Courses, lessons, answers, results, certificates.</summary>
    Learning = 6,

    /// <summary>What she wrote to the school or to others, and what was written to her.</summary>
    Communications = 7,

    /// <summary>Network address, device, browser, pages visited, errors met.</summary>
    Technical = 8,

    /// <summary>Orders, invoices, whether they are paid. Never a card's number (M13).</summary>
    Payment = 9,

    /// <summary>Opinions, ratings, testimonials.</summary>
    Feedback = 10,

    /// <summary>What she was shown, agreed to, refused and withdrew.</summary>
    Consents = 11,

    /// <summary>Counts over many people, in which nobody can be found (E40, T58).</summary>
    Aggregated = 12,

    /// <summary>Special categories: origin, belief, health and the like (M09, GDPR Art. 9).</summary>
    Special = 13,

    /// <summary>Faces, fingerprints, voices as identifiers (E11).</summary>
    Biometric = 14,

    /// <summary>Genes (E11).</summary>
    Genetic = 15,
}

/// <summary>What the categories are in other vocabularies, and how they are written.</summary>
public static class DataCategories
{
    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<DataCategory> All { get; } = [.. Enum.GetValues<DataCategory>()];

    /// <summary>True where only an act whose sole aim is this consent is enough (N19, GDPR Art. 9(2)(a)).</summary>
    public static bool IsSpecial(this DataCategory category) =>
        category is DataCategory.Special or DataCategory.Biometric or DataCategory.Genetic;

    /// <summary>The nearest term of W3C DPV 2.2 and its personal data extension; broader than ours where it has no nearer one.</summary>
    public static string Dpv(this DataCategory category) => category switch
    {
        DataCategory.Account => "pd:AccountIdentifier",
        DataCategory.Credentials => "pd:Authenticating",
        DataCategory.Contact => "pd:Contact",
        DataCategory.Profile => "pd:Profile",
        DataCategory.Professional => "pd:Professional",
        DataCategory.Learning => "pd:Education",
        DataCategory.Communications => "pd:Communication",
        DataCategory.Technical => "pd:DeviceBased",
        DataCategory.Payment => "pd:Transactional",
        DataCategory.Feedback => "pd:Opinion",
        DataCategory.Consents => "pd:Historical",
        DataCategory.Aggregated => "dpv:AnonymisedData",
        DataCategory.Special => "dpv:SpecialCategoryPersonalData",
        DataCategory.Biometric => "pd:Biometric",
        _ => "pd:Genetic",
    };

    /// <summary>A value of a closed list as files and forms write it: <c>legitimateInterest</c>.</summary>
    public static string Written<T>(this T value)
        where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";

    /// <summary>Reads what <see cref="Written{T}"/> writes; null for anything else.</summary>
    public static T? Read<T>(string? written)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => value.Written() == written).Select(value => (T?)value).FirstOrDefault();
}
