using Darsgah.Grains.Common;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Teaching;

/// <summary>What an invitation is good for, and the names of cohorts.</summary>
public sealed class InvitationRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Person> Eve = Id<Person>.Parse("eve");

    [Theory]
    [InlineData(0, false, false, true)]
    [InlineData(6, false, false, true)]
    [InlineData(7, false, false, false)]
    [InlineData(0, true, false, false)]
    [InlineData(0, false, true, false)]
    public void A_link_is_good_until_it_is_over_revoked_or_used_up(int days, bool revoked, bool used, bool good)
    {
        var record = new InvitationRecord
        {
            Invitation = new CourseInvitation("f", Algebra, "", Now.AddDays(7), 1),
            Revoked = revoked,
            Takers = used ? [Eve] : [],
        };

        Assert.Equal(good, record.Obstacle(Ada, Now.AddDays(days)) is null);
        Assert.Equal(!revoked && days < 7, (record with { Takers = [Ada] }).Obstacle(Ada, Now.AddDays(days)) is null);
    }

    [Fact]
    public void A_course_keeps_a_bounded_number_and_forgets_old_ones_that_are_over()
    {
        var list = new InvitationList();

        for (var number = 0; number < InvitationList.Most; number++)
            list = list.Make(new($"f{number}", "", 1, 1), Algebra, "ada", Now.AddMinutes(number)).Value!;

        Assert.Equal("teaching.too_many_invitations", list.Make(new("more", "", 1, 1), Algebra, "ada", Now.AddHours(2)).Error!.Code);

        for (var number = 0; number < 2 * InvitationList.Most; number++)
            list = list.Make(new($"g{number}", "", 1, 1), Algebra, "ada", Now.AddDays(2 + (2 * number))).Value!;

        Assert.InRange(list.Lines.Length, InvitationList.Most, InvitationList.Most + 1);
        Assert.Equal("g199", list.Lines[0].Invitation.Fingerprint);
    }

    [Fact]
    public void Codes_are_long_different_and_told_from_other_text()
    {
        var codes = Enumerable.Range(0, 100).Select(_ => InvitationCodes.New()).ToArray();

        Assert.Equal(100, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.True(InvitationCodes.IsCode(code)));
        Assert.False(InvitationCodes.IsCode(codes[0].ToUpperInvariant() + "x"));
        Assert.False(InvitationCodes.IsCode(null));
    }

    [Fact]
    public void A_cohort_has_a_name_of_its_own_whatever_keyboard_wrote_it()
    {
        var list = new CohortList().Put("", " \u06A9\u0627\u0628\u0644 ", null).Value.Next;

        Assert.Equal("teaching.cohort_name_taken", list.Put("", "\u0643\u0627\u0628\u0644", null).Error!.Code);
        Assert.Equal("teaching.bad_cohort_name", list.Put("", " ", null).Error!.Code);
        Assert.Equal("teaching.bad_cohort_name", list.Put("", new string('x', 81), null).Error!.Code);
        Assert.Equal("teaching.no_such_cohort", list.Put("c9", "New", null).Error!.Code);
        Assert.Same(list, list.Put("c1", "\u06A9\u0627\u0628\u0644", null).Value.Next);
        Assert.True(list.Close("c1").Value.Cohort.Closed);
    }
}
