using System.Text.Json;
using Darsgah.Gateway.Operations;

namespace Darsgah.Gateway.Tests.People;

/// <summary>What a text says that it collects is not collected because it says so.</summary>
[Collection("people")]
public class CardNumberTests(PeopleSite people)
{
    private const string Card = "4111111111111111";
    private const string Email = "card@numbers.example";

    [Fact]
    [Trait("Rule", "N08"), Trait("Rule", "T50")]
    public async Task A_card_number_has_no_field_and_a_password_is_kept_as_a_hash_whatever_the_text_says()
    {
        var school = await people.School();
        await people.Publish(school, "We collect your payment card number, your password and your security answers.");
        var ada = people.Site.Visit(school);

        await PeopleSite.SignUp(ada, Email, ("card_number", Card), ("cardNumber", Card), ("payment", Card), ("security_answer", Card));
        var letter = await people.Post.Wait(Email);
        Assert.Equal(302, (await ada.Submit(await ada.Get(PostOffice.PathIn(letter)), ("card_number", Card))).Status);
        await ada.Submit(await ada.Get("/account"), ("card_number", Card));
        var byProgram = await ada.PostJson(
            "/api/v1/sign-up", $$"""{"email":"{{Email}}","password":"{{PeopleSite.Password}}","cardNumber":"{{Card}}"}""");

        var account = (await people.Account(school, Email))!;
        var kept = string.Join(
            '\n',
            JsonSerializer.Serialize(account),
            JsonSerializer.Serialize(await people.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries())),
            SchoolExport.Json(await people.Site.In(school, grains => SchoolExport.Of(grains, school))),
            letter.Text + letter.Html,
            string.Join('\n', people.Site.Logs.Lines));

        Assert.Equal(400, byProgram.Status);
        Assert.Contains(Email, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(Card, kept, StringComparison.Ordinal);
        Assert.DoesNotContain(PeopleSite.Password, kept, StringComparison.Ordinal);
        Assert.NotEmpty(account.PasswordHash);
    }
}
