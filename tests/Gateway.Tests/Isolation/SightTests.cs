using System.Reflection;
using System.Text.RegularExpressions;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What people of one school see of each other, and what nobody is asked for.</summary>
[Collection(TwinTownCollection.Name)]
public partial class SightTests(TwinTown town)
{
    // What she handed in, answered and asked for.
    private static readonly string[] herOwn =
    [
        "/account/privacy/data/files/", "/account/privacy/guardian:", "/privacy/cookies/receipt.jws:", "/assignment/{number:int}", "/quiz/{number:int}",
    ];

    [Fact]
    [Trait("Rule", "M21"), Trait("Rule", "M22"), Trait("Rule", "N22"), Trait("Rule", "T06")]
    public async Task Of_a_student_teachers_and_others_see_nothing_but_the_name_on_a_certificate_whose_code_they_have()
    {
        var census = await town.Census();
        var hers = town.Alif.Canaries.Where(canary => canary.Key.StartsWith("Student.", StringComparison.Ordinal)).ToList();

        Assert.Contains("Student.email", Shown("Owner").Select(shown => shown.Field)); // so the search finds what is there

        foreach (var who in new[] { "Instructor", "anonymous" })
        {
            Assert.Contains("Student.name", Shown(who).Select(shown => shown.Field));
            Assert.DoesNotContain(Shown(who), shown => shown.Field != "Student.name" || !OfCertificate.IsMatch(shown.Path));
        }

        // What a fellow student can open, the teacher can who is a student of the course here; what is left is hers alone.
        Assert.DoesNotContain(
            AccessTableTests.Table().Where(line => !herOwn.Any(part => line.Contains(part, StringComparison.Ordinal))),
            line => line.Contains(" Student", StringComparison.Ordinal) && !line.Contains(" Instructor", StringComparison.Ordinal));

        // Letters to her, which a developer's machine shows to whoever sits at it, are no page of the school's; what a letter's
        // link opens is for whoever got the letter.
        IEnumerable<(string Field, string Path)> Shown(string who) =>
            from reply in census.Alif[who]
            where !reply.Path.StartsWith("/dev/mail", StringComparison.Ordinal) && !reply.Path.Contains("?token=", StringComparison.Ordinal)
            from canary in hers
            where reply.Whole.Contains(canary.Value, StringComparison.Ordinal)
            select (canary.Key, reply.Path);
    }

    [Fact]
    [Trait("Rule", "Q12")]
    public async Task Nobody_is_asked_for_a_password_but_her_own()
    {
        var census = await town.Census();
        var pages = census.All.Where(reply => reply.Page.QuerySelector("input[type=password]") is not null)
            .Select(reply => reply.Path.Split('/', '?')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var operations = town.Operations
            .Where(operation => operation.Body is { } body
                && Array.Exists(body.GetProperties(), member => member.Name.Contains("password", StringComparison.OrdinalIgnoreCase)))
            .Select(operation => operation.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

        Assert.Equal(["account", "sign-in", "sign-up"], pages);
        Assert.Equal(
            ["POST /api/v1/me/closing", "POST /api/v1/password", "POST /api/v1/sign-in", "POST /api/v1/sign-up", "POST /api/v1/sign-up/confirm"], operations);
    }

    [Fact]
    [Trait("Rule", "Q10")]
    public async Task No_form_no_body_and_no_record_has_a_field_for_a_means_of_payment()
    {
        var census = await town.Census();
        var forms = census.All.SelectMany(reply => reply.Page.QuerySelectorAll("input, select, textarea"))
            .Select(field => field.GetAttribute("name") ?? "");
        var bodies = town.Operations.Select(operation => operation.Body).OfType<Type>().SelectMany(Members);
        var records = typeof(PersonAccount).Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes().Any(mark => mark.GetType().Name is "GenerateSerializerAttribute"))
            .SelectMany(Members);
        var names = forms.Concat(bodies).Concat(records).Distinct(StringComparer.Ordinal).ToList();

        Assert.Contains("new_email", names); // of a form
        Assert.Contains("Markdown", names); // of a body
        Assert.Contains("PasswordHash", names); // of a record
        Assert.DoesNotContain(names, Payment.IsMatch);
    }

    [GeneratedRegex("^(/verify/|/api/v1/certificates/)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OfCertificate { get; }

    private static IEnumerable<string> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Select(member => member.Name);

    [GeneratedRegex(
        "card.?num|credit|debit|iban|cvv|cvc|payment|payout|billing|invoice|bank|account.?num",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Payment { get; }
}
