using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Load.Children;

namespace Darsgah.Load;

/// <summary>A school whose policy's every change asks everybody again, by a box that starts empty.</summary>
internal static class AskingSchool
{
    public const int Number = 2;

    private const string Label = "I agree";

    public static Id<Person> Reader(int number) => Id<Person>.Parse($"reader-{number}");

    /// <summary>Founds it, with readers who have agreed to version 1.</summary>
    /// <returns>The office's key, and the readers' cookies.</returns>
    public static async Task<(string Key, string[] Passes)> Found(Schools schools, Passes passes, Plan plan)
    {
        var rules = new SchoolRules
        {
            SignUpFields = [SignUpField.Email, SignUpField.Password],
            Acceptance = new(AcceptanceMode.Checkbox, Label),
            Change = new(ChangeTreatment.AskAgain, ChangeTreatment.AskAgain, false, false, false, false),
        };
        var school = (await schools.Create(Seed.New(Number, rules), "system")).OrThrow();
        var shown = await schools.In(school.Id, tenant => Publish(tenant, rules), "system");
        var readers = await Task.WhenAll(Enumerable.Range(0, plan.Readers).Select(number => schools.In(
            school.Id,
            async tenant =>
            {
                var pass = await passes.Join(tenant, Reader(number), Role.Student);
                var ledger = tenant.ConsentLedger(Reader(number));
                await ledger.ServeNotice(shown, "/sign-up");
                (await ledger.Accept(new AcceptDocument(
                    shown, AcceptanceMode.Checkbox, "consent", Label, ["consent"], "/sign-up", Explicit: true))).OrThrow();
                return pass;
            },
            Reader(number).Value)));

        return (await schools.IssueAdminKey(school.Id, "office", "system"), readers);
    }

    private static async Task<ShownText> Publish(TenantGrains tenant, SchoolRules rules)
    {
        var policy = tenant.Policy(Documents.Privacy);
        var text = new PolicyText("en", [new PolicySection("one", 1, null, "One", "Edition 1.")], "Privacy");
        var draft = (await policy.Save(text, (await policy.Draft()).Revision, "system")).OrThrow();
        (await policy.Publish(new PublishPolicy(
            draft.Revision, ChangeClass.Significant, NewPurpose: false, ImmutableDictionary<string, string>.Empty, null, null,
            "system"))).OrThrow();

        return PolicyShown.ToAccept((await policy.Current()).OrThrow(), rules, "en").Text;
    }
}
