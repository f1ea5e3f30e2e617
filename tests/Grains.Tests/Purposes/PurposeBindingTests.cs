using System.Collections.Immutable;
using System.Reflection;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Orleans;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>Nothing reads people's data without naming a purpose, and nobody gets more than it covers (M19, E50).</summary>
public class PurposeBindingTests
{
    // Names that only data about a person have. A message with one of them holds personal data.
    private static readonly string[] telling =
        ["Email", "NormalizedEmail", "FirstName", "LastName", "UserName", "Mobile", "Phone", "PasswordHash", "BirthDate", "Address", "Person"];

    // Facts about no one person, or none that a school learns: each with why.
    private static readonly Dictionary<string, string> notPersonal = new(StringComparer.Ordinal)
    {
        ["CertificatePointer"] = "a state, not a message",
        ["ControllerIdentity"] = "the school's own, printed for everybody",
        ["LessonEmbed"] = "of a video at another host",
        ["NameClaim"] = "a state, not a message",
        ["ReceiptHolderRecord"] = "a state, not a message",
    };

    // Who of those who run, write or check did something stands beside it as evidence: an id. Her name is read for it by itself, as
    // PurposeUses.ActorName.
    private static readonly string[] staffActs =
    [
        "Comment", "Confirmation", "CookieVersion", "DraftReplacement", "FindingDecision", "InvitationLine", "PromiseBinding", "PublishPolicy",
        "PublishRequest", "SchoolRevision", "StillCorrect", "Verdict",
    ];

    // Calls that take a person and answer nothing about her: each with why.
    private static readonly Dictionary<string, string> notAboutHer = new(StringComparer.Ordinal)
    {
        ["ICatalogueGrain.StaffPage"] = "the school's courses that she may work on",
    };

    [Fact]
    [Trait("Rule", "M19")]
    [Trait("Rule", "E50")]
    public void Every_grain_call_that_hands_out_personal_data_names_a_purpose() => Assert.Empty(Grains().SelectMany(Unnamed));

    [Fact]
    public void A_call_that_names_none_is_found() => Assert.Equal(
        ["IPlantedGrain.Everybody", "IPlantedGrain.One"],
        Unnamed(typeof(IPlantedGrain)).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_message_with_a_telling_field_is_marked_as_personal_data() => Assert.Empty(
        from type in typeof(PersonAccount).Assembly.GetTypes()
        where type.IsPublic && type.GetCustomAttribute<PersonalDataAttribute>() is null && !notPersonal.ContainsKey(type.Name)
        where Grains().SelectMany(grain => grain.GetMethods()).Any(method => Handed(method.ReturnType).Contains(type))
        where type.GetProperties().Any(property => telling.Contains(property.Name, StringComparer.Ordinal))
        select type.Name);

    /// <summary>Who did something is somebody, too, whatever the field is called: such a message is marked, or stands above with its reason.</summary>
    [Fact]
    [Trait("Rule", "M19")]
    public void Every_message_that_names_a_person_is_marked_as_personal_data()
    {
        var unmarked = string.Join(
            ' ',
            from type in Grains().SelectMany(grain => grain.GetMethods()).SelectMany(method => Handed(method.ReturnType)).Distinct()
            where type.Assembly == typeof(PersonAccount).Assembly && type.GetCustomAttribute<PersonalDataAttribute>() is null
            where !notPersonal.ContainsKey(type.Name) && !staffActs.Contains(type.Name, StringComparer.Ordinal)
            where type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(NamesSomebody)
            orderby type.Name
            select type.Name);

        Assert.True(unmarked.Length == 0, unmarked);
    }

    /// <summary>A call that is given a person and answers about her names a purpose, unless it answers yes, no or a number.</summary>
    [Fact]
    [Trait("Rule", "M19")]
    public void Every_grain_call_about_a_person_names_a_purpose_or_says_why_not() => Assert.Empty(
        from grain in Grains()
        where grain.GetCustomAttribute<ServesPurposeAttribute>() is null
        from method in grain.GetMethods()
        where method.GetParameters().Any(parameter => IsPerson(parameter.ParameterType)) && method.GetCustomAttribute<ServesPurposeAttribute>() is null
        where method.GetParameters().All(parameter => parameter.ParameterType != typeof(PurposeUse))
        where TellsMore(method.ReturnType) && !notAboutHer.ContainsKey($"{grain.Name}.{method.Name}")
        select $"{grain.Name}.{method.Name}");

    [Fact]
    public void What_is_marked_says_which_purpose_of_the_software_it_serves_and_stays_inside_it()
    {
        var marks = Grains().SelectMany(grain => grain.GetMethods().Cast<MemberInfo>().Append(grain))
            .Select(member => member.GetCustomAttribute<ServesPurposeAttribute>()).OfType<ServesPurposeAttribute>().ToList();

        Assert.NotEmpty(marks);
        Assert.All(marks, mark => Assert.Null(
            new PurposeUse(Id<Purpose>.Parse(mark.Purpose), [.. mark.Categories]).SoftwareDenial));
    }

    [Fact]
    public void Every_use_of_the_software_is_inside_its_purpose()
    {
        var uses = typeof(PurposeUses).GetProperties().Select(property => (PurposeUse)property.GetValue(null)!).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, use => Assert.Null(use.SoftwareDenial));
    }

    [Theory]
    [InlineData("service-mail", DataCategory.Credentials)]
    [InlineData("certificates", DataCategory.Contact)]
    [InlineData("marketing", DataCategory.Contact)]
    [Trait("Rule", "E50")]
    public void A_use_outside_its_purpose_is_refused_where_it_is_written(string purpose, DataCategory category) =>
        Assert.Throws<PurposeDeniedException>(() => PurposeUse.OfSoftware(Id<Purpose>.Parse(purpose), category));

    [Fact]
    [Trait("Rule", "E13")]
    public void Every_field_of_an_account_belongs_to_one_category()
    {
        var full = Full();
        var fields = typeof(PersonAccount).GetProperties().Where(property => property.CanWrite && property.Name is not ("Id" or "Revision" or "IsPartial")).ToList();
        var categories = DataCategories.All;

        Assert.All(fields, field => Assert.False(Same(field, full, new PersonAccount(default, 0)), $"{field.Name} is not filled by the test."));
        Assert.All(fields, field => Assert.Single(categories, category => Same(field, full.Only([category]), full)));
        Assert.All(fields, field => Assert.True(Same(field, full.Only([]), new PersonAccount(default, 0))));
        Assert.Same(full, full.Only([.. categories]));
        Assert.True(full.Only([DataCategory.Contact]).IsPartial);
    }

    /// <summary>Technical data are a closed list: a field that is not on it is not kept, whoever adds it.</summary>
    [Fact]
    [Trait("Rule", "B06")]
    [Trait("Rule", "N11")]
    [Trait("Rule", "Q09")]
    public void Of_her_device_network_and_place_nothing_is_kept_but_what_stands_here()
    {
        string[] kept = ["Session.Device"];
        string[] words =
            ["Device", "Browser", "Agent", "Ip", "IpAddress", "Network", "GeoLocation", "City", "Latitude", "Longitude", "Referrer", "Screen", "Hardware", "Telemetry"];

        var found =
            from type in typeof(PersonAccount).Assembly.GetTypes()
            where type.GetCustomAttribute<GenerateSerializerAttribute>() is not null
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where words.Any(word => property.Name.EndsWith(word, StringComparison.Ordinal))
            select $"{type.Name}.{property.Name}";

        Assert.Equal(kept, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "M19")]
    public void A_letter_is_written_without_what_proves_who_she_is()
    {
        var seen = Full().Under(PurposeUses.ServiceLetter);

        Assert.Equal(("a@b.example", "Ada"), (seen.Email, seen.DisplayName));
        Assert.Equal(("", "", 0), (seen.PasswordHash, seen.AuthenticatorKey, seen.Passkeys.Length));
    }

    [Fact]
    public void A_row_of_the_members_shows_what_was_asked_for()
    {
        var row = new MemberRow(Id<Person>.Parse("p"), "Ada", "a@b.example", [Role.Admin], Examples.At, Blocked: true);

        Assert.Equal(("", "", 0, false), (row.Only([]).Name, row.Only([]).Email, row.Only([]).Roles.Length, row.Only([]).Blocked));
        Assert.Equal(("Ada", "", 0), (row.Only([DataCategory.Profile]).Name, row.Only([DataCategory.Profile]).Email, row.Only([DataCategory.Profile]).Roles.Length));
        Assert.Equal("a@b.example", row.Only([DataCategory.Contact]).Email);
        Assert.Equal([Role.Admin], row.Only([DataCategory.Account]).Roles);
        Assert.True(row.Only([DataCategory.Account]).Blocked);
    }

    private static IEnumerable<Type> Grains() => typeof(PersonAccount).Assembly.GetTypes()
        .Where(type => type.IsInterface && typeof(ITenantScopedGrain).IsAssignableFrom(type) && type != typeof(ITenantScopedGrain));

    // Writing back what one's caller just sent hands out nothing that was not known.
    private static IEnumerable<string> Unnamed(Type grain) =>
        from method in grain.GetMethods()
        where Handed(method.ReturnType).Any(type => type.GetCustomAttribute<PersonalDataAttribute>() is not null)
        where !method.GetParameters().Any(parameter => parameter.ParameterType == typeof(PurposeUse))
        where !method.GetParameters().Any(parameter => parameter.ParameterType.GetCustomAttribute<PersonalDataAttribute>() is not null
            && Handed(method.ReturnType).Contains(parameter.ParameterType))
        where method.GetCustomAttribute<ServesPurposeAttribute>() is null && grain.GetCustomAttribute<ServesPurposeAttribute>() is null
        select $"{grain.Name}.{method.Name}";

    private static bool NamesSomebody(PropertyInfo property) =>
        IsPerson(property.PropertyType)
        || (property.PropertyType == typeof(string) && property.Name is "By" or "Actor" or "Author" or "Student" or "Member");

    private static bool TellsMore(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() is var open
        && (open == typeof(Task<>) || open == typeof(Outcome<>) || open == typeof(Nullable<>))
            ? TellsMore(type.GetGenericArguments()[0])
            : type != typeof(Task) && type != typeof(Done) && type != typeof(DateTimeOffset) && !type.IsPrimitive && !type.IsEnum;

    private static bool IsPerson(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(Id<Person>);

    private static HashSet<Type> Handed(Type type)
    {
        var found = new HashSet<Type>();
        Collect(type, found);
        return found;
    }

    private static void Collect(Type type, HashSet<Type> found)
    {
        if (!found.Add(type))
            return;

        foreach (var argument in type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments())
            Collect(argument, found);

        if (type.Assembly != typeof(PersonAccount).Assembly && type.Assembly != typeof(PurposeBindingTests).Assembly)
            return;

        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            Collect(property.PropertyType, found);
    }

    private static bool Same(PropertyInfo field, PersonAccount one, PersonAccount other) => (field.GetValue(one), field.GetValue(other)) switch
    {
        (System.Collections.IEnumerable a and not string, System.Collections.IEnumerable b and not string) => a.Cast<object>().SequenceEqual(b.Cast<object>()),
        var (a, b) => Equals(a, b),
    };

    private static PersonAccount Full() => new(Id<Person>.Parse("p"), 3)
    {
        Email = "a@b.example",
        NormalizedEmail = "a@b.example",
        EmailConfirmed = true,
        PendingEmail = "c@d.example",
        Name = "Ada",
        FirstName = "A",
        UserName = "ada",
        Mobile = "+93700000000",
        Country = "AF",
        Language = "fa-AF",
        Roles = [Role.Student],
        PasswordHash = "hash",
        SecurityStamp = "stamp",
        AccessFailedCount = 1,
        LockoutEnd = Examples.At,
        AuthenticatorKey = "key",
        TwoFactorEnabled = true,
        RecoveryCodes = ["code"],
        Passkeys = [new("c", "k", "n", Examples.At, 1, [], true, true, true, "a", "d")],
        Sessions = [new("s", Examples.At, "d")],
        CreatedAt = Examples.At,
        MemberSegment = 1,
        LastTotpStep = 9,
        Blocked = true,
        GuardedUntil = DateTimeOffset.UnixEpoch,
    };

    /// <summary>What the sweep has to find: calls that hand people's data to whoever asks.</summary>
    internal interface IPlantedGrain
    {
        Task<PersonAccount?> One();

        Task<Outcome<ImmutableArray<MemberRow>>> Everybody(string after, bool all);

        Task<PersonAccount?> Named(PurposeUse use);

        [ServesPurpose("administration", DataCategory.Account)]
        Task<MemberPage> Marked();

        Task<int> Count();
    }
}
