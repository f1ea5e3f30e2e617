using System.Reflection;
using System.Text;
using System.Text.Json;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Demo;

/// <summary>Five schools to try the product on, each with rules of its own. Made in an empty data folder.</summary>
/// <remarks>Their texts are ours: short, and true of what the software does. Every step can be repeated.</remarks>
internal sealed class DemoSchools(
    Schools schools, DemoCourses courses, Passwords passwords, OwnCookies own, TimeProvider clock)
{
    /// <summary>The password of every demo sign-in. Never used for anything but the demo.</summary>
    public const string Password = "open-the-door-please";

    private const string Actor = "system";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Slugs, in the order they are shown.</summary>
    public static ImmutableArray<string> Slugs { get; } = ["mbtelm", "belimon", "mathacademy", "qalam", "11classes"];

    /// <summary>The rules of a demo school's settings file.</summary>
    /// <exception cref="InvalidOperationException">The file is refused; the message says where and why.</exception>
    public static SchoolRules RulesOf(string slug)
    {
        var reading = SettingsFile.Read(Encoding.UTF8.GetBytes(Text($"{slug}/settings.json")), new SchoolRules());

        return reading.Rules ?? throw new InvalidOperationException(
            $"The demo's '{slug}/settings.json': " + string.Join(" ", reading.Faults.Select(fault => $"{fault.At}: {fault.Message}")));
    }

    /// <summary>The address of a demo school's owner, or of its student.</summary>
    public static string Email(string who, string slug) => $"{who}@{slug}.example";

    /// <summary>Makes what is missing of the five schools.</summary>
    /// <exception cref="InvalidOperationException">A step was refused; the message says which and why.</exception>
    public async Task Make()
    {
        var made = new List<School>();

        // One after the other, so that they are listed in this order; what is in them, side by side.
        foreach (var slug in Slugs)
            made.Add(await Found(slug));

        await Task.WhenAll(made.Select(school => schools.In(school.Id, tenant => Fill(tenant, school), Actor)));
    }

    private async Task<School> Found(string slug)
    {
        var file = JsonSerializer.Deserialize<SchoolFile>(Text($"{slug}/school.json"), Json)!;
        var profile = new SchoolProfile(
            file.Names, file.Taglines, file.Languages, file.Colour, file.TimeZone, file.Country, file.Contact)
        {
            Controller = file.Controller ?? ControllerIdentity.Unknown,
        };
        return Value(slug, await schools.Create(new NewSchool(slug, $"{slug}.localhost", profile, RulesOf(slug)), Actor));
    }

    private async Task<Done> Fill(TenantGrains tenant, School school)
    {
        await Register(tenant, school);

        foreach (var (path, document, language) in Files(school.Slug, "policies"))
            await Publish(tenant, school, Id<Document>.Parse(document), language, Text(path));

        var owner = await Join(tenant, school, "owner", school.Profile.DefaultLanguage switch
        {
            "fa-AF" => "نرگس رحیمی",
            "ar" => "ليلى المنصوري",
            _ => "Joan Belcher",
        }, Role.Owner);
        var student = await Join(tenant, school, "student", school.Profile.DefaultLanguage switch
        {
            "fa-AF" => "احمد ولی",
            "ar" => "سالم الحربي",
            _ => "Sam Carter",
        }, Role.Student);

        foreach (var (path, slug, language) in Files(school.Slug, "courses"))
        {
            var file = Value(path, CourseMarkdown.Read(Id<Course>.Parse(slug), language, Text(path)));
            await Put(tenant, school, file, path, new Poster(student.Id, student.Name, Teaches: false), new Poster(owner.Id, owner.Name, Teaches: true));
        }

        return Done.Value;
    }

    // Once: what an owner of the demo changed later stays.
    private async Task Register(TenantGrains tenant, School school)
    {
        var file = $"{school.Slug}/settings.json";
        var reading = SettingsImport.Read(school, own, Encoding.UTF8.GetBytes(Text(file)), clock.GetUtcNow());

        if (!reading.Faults.IsEmpty)
            throw new InvalidOperationException($"The demo's '{file}': " + string.Join(" ", reading.Faults.Select(fault => $"{fault.At}: {fault.Message}")));

        if ((await tenant.Purposes.All()).Revision == 0)
            Value(file, await tenant.Purposes.PutAll(reading.Purposes, expectedRevision: 0));
    }

    private async Task Publish(TenantGrains tenant, School school, Id<Document> document, string language, string markdown)
    {
        var policy = tenant.Policy(document);

        if ((await policy.Overview()).Versions.Length > 0)
            return;

        var imported = Value(document.Value, await PolicyTexts.Import(
            tenant,
            document,
            language,
            Encoding.UTF8.GetBytes(markdown),
            ImportFormat.Markdown,
            revision: null,
            school.Rules,
            Actor));
        Value(document.Value, await policy.Publish(new PublishPolicy(
            imported.Draft.Revision,
            ChangeClass.Significant,
            NewPurpose: false,
            ImmutableDictionary<string, string>.Empty,
            EffectiveAt: clock.GetUtcNow(),
            imported.Report.StatedDate,
            Actor)));
    }

    // Once: what an owner of the demo changed later stays.
    private async Task Put(TenantGrains tenant, School school, CourseFile file, string path, Poster student, Poster owner)
    {
        var course = tenant.Course(file.Description.Slug);

        if (await course.Outline() is { Lessons.IsEmpty: false })
            return;

        var more = $"{school.Slug}/courses/{file.Description.Slug}.json";
        var extras = Has(more) ? CourseExtras.Read(Text(more)) : new CourseExtras([]);
        Value(path, await course.Put(await courses.Complete(tenant, school, file, extras)));
        await DemoCourses.Talk(tenant, file.Description.Slug, extras, student, owner);
    }

    private async Task<PersonAccount> Join(TenantGrains tenant, School school, string who, string name, Role role)
    {
        var email = Value(who, EmailAddress.Read(Email(who, school.Slug)));
        var person = await tenant.EmailAddress(email.Normal).Holder() ?? Id<Person>.New(clock);

        if (await tenant.Person(person).Account(PurposeUses.SignUp) is { } known)
            return known;

        var account = new PersonAccount(person, Revision: 0)
        {
            Email = email.Text,
            NormalizedEmail = email.Normal,
            EmailConfirmed = true,
            Name = name,
            FirstName = name,
            Country = school.Profile.Country,
            Language = school.Profile.DefaultLanguage,
            Roles = [role],
            PasswordHash = await passwords.Hash(tenant.Tenant, Password, CancellationToken.None),
            SecurityStamp = SessionRules.NewStamp(),
        };

        Value(email.Text, await tenant.EmailAddress(email.Normal).Take(person));
        return await Accounts.Enlist(tenant, Value(email.Text, await tenant.Person(person).Create(account, [])));
    }

    private static T Value<T>(string what, Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"The demo's '{what}' was refused: {refusal.Message}");

    // Resource names look like Demo/Schools/mbtelm/courses/letters.fa-AF.md.
    private static IEnumerable<(string Path, string Name, string Language)> Files(string slug, string folder)
    {
        var prefix = $"Demo/Schools/{slug}/{folder}/";

        foreach (var resource in typeof(DemoSchools).Assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (resource.StartsWith(prefix, StringComparison.Ordinal) && resource[prefix.Length..].Split('.') is [var name, var language, "md"])
                yield return ($"{slug}/{folder}/{name}.{language}.md", name, language);
        }
    }

    private static bool Has(string path) => Assembly.GetExecutingAssembly().GetManifestResourceInfo("Demo/Schools/" + path) is not null;

    private static string Text(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Demo/Schools/" + path)
            ?? throw new InvalidOperationException($"The demo's file '{path}' is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record SchoolFile(
        string Slug,
        string Colour,
        string TimeZone,
        string Country,
        string Contact,
        ImmutableArray<string> Languages,
        ImmutableDictionary<string, string> Names,
        ImmutableDictionary<string, string> Taglines,
        ControllerIdentity? Controller = null);
}
