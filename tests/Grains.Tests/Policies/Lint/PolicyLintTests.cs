using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Lint;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies.Lint;

/// <summary>Each rule by what it finds and by what comes near it and is left alone, in three languages.</summary>
public class PolicyLintTests
{
    [Theory]
    [Trait("Rule", "Q17")]
    [Trait("Rule", "T41")]
    [InlineData("en", "Write to help@gmail.com.", "contact_free_mail")]
    [InlineData("en", "Write to help@yahoo.co.uk.", "contact_free_mail")]
    [InlineData("ar", "راسلنا على help@hotmail.com .", "contact_free_mail")]
    [InlineData("fa-AF", "به help@Outlook.com بنویسید.", "contact_free_mail")]
    [InlineData("en", "Write to help@south.example.", "contact_other_domain")]
    [InlineData("en", "Write to help@mail.north.example.", "")]
    [InlineData("en", "Write to gmail@north.example.", "")]
    [InlineData("en", "Write to help@notgmail.com.", "contact_other_domain")]
    public void A_contact_is_the_schools_own(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "E60")]
    [Trait("Rule", "T22")]
    [Trait("Rule", "T49")]
    [InlineData("en", "You can submit a request to us.", "office@north.example", LintSeverity.Error)]
    [InlineData("fa-AF", "می‌توانید درخواست بفرستید.", "office@north.example", LintSeverity.Error)]
    [InlineData("ar", "يمكنك التواصل معنا.", "office@north.example", LintSeverity.Error)]
    [InlineData("en", "Little is kept.", "", LintSeverity.Error)]
    [InlineData("en", "Little is kept.", "office@north.example", LintSeverity.Warning)]
    public void Without_a_contact_a_promise_waits(string language, string body, string profile, LintSeverity severity)
    {
        var text = Linting.Text(language, body);

        var finding = Assert.Single(Linting.Of(text with { Sections = text.Sections[..1] }, Linting.Context(contact: profile)), found => found.Rule == "lint.contact_missing");

        Assert.Equal(severity, finding.Severity);
    }

    [Theory]
    [Trait("Rule", "T22")]
    [InlineData("en", "Ask us. Postal address: 1 School Street.")]
    [InlineData("en", "Ask us: +93 70 123 4567.")]
    [InlineData("en", "[Write to us](mailto:office@north.example).")]
    [InlineData("fa-AF", "از ما بخواهید. نشانی پستی: کابل، کارتهٔ چهار.")]
    [InlineData("ar", "تواصل معنا. ص.ب ١٢٣ الرياض.")]
    public void An_address_of_any_kind_is_a_contact(string language, string body)
    {
        var text = Linting.Text(language, body);

        Assert.DoesNotContain("contact_missing", Linting.Codes(Linting.Of(text with { Sections = text.Sections[..1] })), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "M49")]
    [InlineData("en", "Write to us by e-mail or by post.", "", "contact_postal_missing")]
    [InlineData("en", "Contact us via email or mail at office@north.example.", "", "contact_postal_missing")]
    [InlineData("fa-AF", "از طریق پست به ما بنویسید.", "", "contact_postal_missing")]
    [InlineData("ar", "راسلنا بالبريد العادي.", "", "contact_postal_missing")]
    [InlineData("en", "Write to us by post.", "1 School Street, Kabul", "")]
    [InlineData("en", "Write by post to 12 Garden Road, Herat.", "", "")]
    [InlineData("fa-AF", "از طریق پست بنویسید. نشانی پستی: کابل.", "", "")]
    [InlineData("en", "Write to us by e-mail.", "", "")]
    [InlineData("en", "We never post your name.", "", "")]
    public void Who_invites_letters_by_post_has_an_address_for_them(string language, string body, string address, string expected)
    {
        var context = Linting.Context();
        context = context with { Profile = context.Profile with { Controller = new ControllerIdentity("", "", address) } };

        Assert.Equal(expected, Linting.Codes(Linting.Of(Linting.Text(language, body), context)));
    }

    [Theory]
    [Trait("Rule", "Q19")]
    [InlineData("en", "Nothing.", "age basis controller cookies rights")]
    [InlineData("en", "Adults only. Our cookies. Your rights. Operated by North LLC. With your consent.", "")]
    [InlineData("fa-AF", "برای اطفال. کوکی‌ها. حقوق شما. شماره جواز ۱۲. با رضایت شما.", "")]
    [InlineData("ar", "من سن 18. ملفات تعريف الارتباط. يحق لك. السجل التجاري 12. بموافقة.", "")]
    [InlineData("en", "Your rights. Cookies.", "age basis controller")]
    public void What_a_whole_policy_says_nothing_of_is_listed(string language, string body, string expected)
    {
        var text = Linting.Text(language, body);
        var whole = text with
        {
            Sections = [.. text.Sections, .. Enumerable.Range(3, 3).Select(number => new PolicySection($"more-{number}", 1, $"{number}.", $"More {number}", "More."))],
        };

        string Topics(LintContext context, PolicyText read) => string.Join(
            ' ', Linting.Of(read, context).Where(found => found.Rule == "lint.not_covered").Select(found => found.Values["topic"]).Order(StringComparer.Ordinal));

        var context = Linting.Context();
        var known = context with { Profile = context.Profile with { Controller = new ControllerIdentity("North LLC", "", "") } };

        Assert.Equal(expected, Topics(context, whole));
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(topic => topic != "controller"), Topics(known, whole).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Topics(context, text));
    }

    [Fact]
    [Trait("Rule", "T39")]
    public void An_address_that_is_spoken_of_is_named()
    {
        var text = Linting.Text("en", "Legal address: 1 School Street. Send your request to our e-mail address.");

        Assert.Contains("contact_unnamed", Linting.Codes(Linting.Of(text with { Sections = text.Sections[..1] })), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "T04")]
    [Trait("Rule", "T49")]
    [InlineData("en", "As Section 13 (Contact Us) says.", "reference_dangling")]
    [InlineData("en", "As described in Section 2.1.", "reference_dangling")]
    [InlineData("fa-AF", "چنان که بخش ۷ می‌گوید.", "reference_dangling")]
    [InlineData("ar", "كما ورد في المادة ٩.", "reference_dangling")]
    [InlineData("en", "As Section 2 says.", "")]
    [InlineData("en", "Under Article 6(1) GDPR.", "")]
    [InlineData("en", "By Section 230 of that Act.", "")]
    [InlineData("ar", "وفق المادة ٩ من قانون حماية البيانات.", "")]
    [InlineData("fa-AF", "نظر به ماده ۹ قانون.", "")]
    public void A_reference_has_what_it_refers_to(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T49")]
    [InlineData("en", "We send Flash Cookies (as defined below).", "Flash Cookies")]
    [InlineData("en", "We send Flash Cookies (as defined below).\n\nFlash Cookies are files.", null)]
    [InlineData("en", "We send Flash Cookies (as defined below).\n\n- Flash Cookies. They are files.", null)]
    [InlineData("fa-AF", "کوکی فلش (که در زیر تعریف شده) می‌فرستیم.", "کوکی فلش")]
    [InlineData("ar", "نرسل كوكيز فلاش (المعرفة أدناه).", "كوكيز فلاش")]
    public void A_defined_term_is_defined(string language, string body, string? term)
    {
        var finding = Linting.Of(Linting.Text(language, body)).SingleOrDefault(found => found.Rule == "lint.term_undefined");

        Assert.Equal(term is null, finding is null);

        if (term is not null)
            Assert.Contains(term, finding!.Values["words"], StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "T54")]
    [InlineData("en", "See our Terms of Use.", "document_missing")]
    [InlineData("fa-AF", "شرایط استفاده را ببینید.", "document_missing")]
    [InlineData("ar", "تسري الشروط والأحكام.", "document_missing")]
    [InlineData("en", "In terms of size.", "")]
    public void A_document_that_is_named_is_published(string language, string body, string expected)
    {
        var context = Linting.Context() with { Published = [] };

        Assert.Equal(expected, Linting.Codes(Linting.Of(Linting.Text(language, body), context)));
        Expect(language, body, "");
    }

    [Theory]
    [InlineData("refunds", false, "Error")]
    [InlineData("refunds", true, "")]
    [InlineData("children", false, "Error")]
    [InlineData("terms", false, "")] // published
    [InlineData("terms", true, "Error")] // published, and withdrawn since: text and withdrawal are below
    [Trait("Rule", "M48")]
    [Trait("Rule", "T54")]
    public void A_document_that_this_one_depends_on_has_to_be_published_and_in_use(string needed, bool other, string severity)
    {
        var privacy = DocumentSet.Usual[0] with { DependsOn = [Id<Document>.Parse(needed)] };
        var above = DocumentSet.Usual[1] with
        {
            Id = Id<Document>.Parse(needed),
            Withdrawn = other && needed is "terms" ? new("ada", DateTimeOffset.UnixEpoch) : null,
        };
        var rules = Linting.Context().Rules with { Documents = new() { Arranged = [privacy, above] } };
        var context = Linting.Context(rules);
        context = other ? context with { Published = context.Published.Add(Id<Document>.Parse(needed)) } : context;

        var found = Linting.Of(Linting.Text("en", "We keep your name."), context).Where(finding => finding.Rule == LintRules.DocumentMissing.Code);

        Assert.Equal(severity, string.Join(' ', found.Select(finding => finding.Severity)));
    }

    [Fact]
    [Trait("Rule", "M48")]
    public void Each_document_that_is_missing_is_a_finding_of_its_own()
    {
        var rules = Linting.Context().Rules with
        {
            Documents = new() { Arranged = [DocumentSet.Usual[0] with { DependsOn = [Id<Document>.Parse("refunds"), Id<Document>.Parse("houses")] }] },
        };

        var found = Linting.Of(Linting.Text("en", "We keep your name."), Linting.Context(rules))
            .Where(finding => finding.Rule == LintRules.DocumentMissing.Code).ToList();

        Assert.Equal(2, found.Select(finding => finding.Fingerprint).Distinct().Count());
        Assert.Equal(["houses", "refunds"], found.Select(finding => finding.Values["document"]).Order());
    }

    [Theory]
    [Trait("Rule", "T04")]
    [InlineData("en", "Follow the steps outlined here.", "link_lost")]
    [InlineData("en", "Use our form [here](https://north.example/form).", "")]
    [InlineData("en", "What is described here is all.", "")]
    [InlineData("ar", "للحذف اضغط هنا.", "link_lost")]
    [InlineData("fa-AF", "برای حذف این‌جا کلیک کنید.", "link_lost")]
    [InlineData("en", "See [this](#nothing).", "link_dead")]
    [InlineData("en", "See [this](#retention).", "")]
    [InlineData("en", "See [this](terms.html).", "link_dead")]
    [InlineData("en", "See [this](javascript:x).", "link_dead")]
    [InlineData("en", "See [this](https://www.example.com/policy).", "link_dead")]
    [InlineData("en", "See [this](/policies/children).", "link_dead")]
    [InlineData("en", "See [this](/policies/terms).", "")]
    [InlineData("en", "See [this](https://north.example/more).", "")]
    public void A_link_leads_somewhere(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T16")]
    [InlineData("en", "Each version has its effective date.", "date_missing")]
    [InlineData("en", "Each version has its effective date. Last updated on 9 October 2025.", "")]
    [InlineData("en", "You are told before the effective date of a change.", "")]
    [InlineData("fa-AF", "هر نسخه تاریخ نفاذ دارد.", "date_missing")]
    [InlineData("ar", "تحمل كل نسخة تاريخ سريانها.", "date_missing")]
    public void A_promised_date_is_there(string language, string body, string expected)
    {
        Expect(language, body, expected);
        Assert.DoesNotContain("date_missing", Linting.Codes(Linting.Of(Linting.Text(language, body), Linting.Context() with { Effective = Linting.Today })), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "T48")]
    [InlineData("en", "Last updated on 9 October 2020. In the preceding twelve (12) months we told nobody.", "statement_stale")]
    [InlineData("en", "Last updated on 9 October 2025. In the preceding twelve (12) months we told nobody.", "")]
    [InlineData("en", "In the preceding twelve months we told nobody.", "")]
    [InlineData("ar", "آخر تحديث 17/07/2023م. خلال الاثني عشر شهراً الماضية.", "statement_stale")]
    [InlineData("fa-AF", "آخرین به‌روزرسانی 17/07/2023. در دوازده ماه گذشته.", "statement_stale")]
    [InlineData("en", "Last updated on 9 October 2020. We keep it for twelve months.", "")]
    public void A_statement_of_twelve_months_is_not_older(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T19")]
    [Trait("Rule", "T44")]
    [InlineData("en", "We answer promptly.", "time_vague")]
    [InlineData("en", "We answer within a reasonable timeframe.", "time_vague")]
    [InlineData("en", "We keep it as long as necessary.", "time_vague")]
    [InlineData("en", "We keep it 3 years from your last activity.", "time_vague")]
    [InlineData("en", "We answer promptly, within 3 days.", "")]
    [InlineData("en", "Occasionally, we may update this policy.", "")]
    [InlineData("en", "Please promptly report any suspicious activity.", "")]
    [InlineData("fa-AF", "در مدت معقول پاسخ می‌دهیم.", "time_vague")]
    [InlineData("fa-AF", "در اسرع وقت پاسخ می‌دهیم.", "time_vague")]
    [InlineData("fa-AF", "در ۷ روز پاسخ می‌دهیم.", "")]
    [InlineData("ar", "نحتفظ بالبيانات للوقت اللازم.", "time_vague")]
    [InlineData("ar", "نرد في أقرب وقت.", "time_vague")]
    [InlineData("ar", "نرد خلال ٧ أيام.", "")]
    public void A_word_of_time_says_a_time(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T30")]
    [Trait("Rule", "T32")]
    [Trait("Rule", "T33")]
    [Trait("Rule", "T40")]
    [InlineData("en", "For these purposes:\n\n- teaching, until the account is closed\n- letters, 3 years after the last one\n- statistics", "purpose_without_period")]
    [InlineData("en", "For these purposes:\n\n- teaching\n- letters\n- statistics", "")]
    [InlineData("en", "For these purposes:\n\n- teaching, until you leave\n- loans, within 3 years", "period_without_start")]
    [InlineData("en", "For these purposes:\n\n- teaching, until you withdraw or within 3 years from then\n- letters, 1 year", "period_either")]
    [InlineData("en", "For these purposes:\n\n- teaching, until you withdraw or within 3 years from then, whichever is earlier\n- letters, 1 year", "")]
    [InlineData("en", "For these purposes:\n\n- teaching, until you leave; letters, until you stop\n- bills, 7 years", "purposes_packed")]
    [InlineData("fa-AF", "برای این اهداف:\n\n- تدریس، تا پایان صنف\n- نامه‌ها، ۳ سال\n- آمار", "purpose_without_period")]
    [InlineData("ar", "للأغراض التالية:\n\n- التدريس، حتى نهاية الدورة\n- الرسائل، 3 سنوات\n- الإحصاء", "purpose_without_period")]
    public void A_purpose_has_its_period(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T33")]
    [InlineData("en", "We collect your name.", true)]
    [InlineData("en", "We collect your name and delete it when you leave.", false)]
    [InlineData("ar", "نجمع اسمك.", true)]
    [InlineData("ar", "نجمع اسمك ونحتفظ به مدة سنة.", false)]
    [InlineData("fa-AF", "نام شما را جمع‌آوری می‌کنیم.", true)]
    [InlineData("fa-AF", "نام شما را جمع‌آوری می‌کنیم و تا یک سال نگه می‌داریم.", false)]
    public void Somewhere_it_is_said_how_long(string language, string body, bool missing)
    {
        var text = Linting.Text(language, body + " office@north.example");
        var codes = Linting.Codes(Linting.Of(text with { Sections = text.Sections[..1] }));

        Assert.Equal(missing ? "period_missing" : "", codes);
    }

    [Theory]
    [Trait("Rule", "N25"), Trait("Rule", "T47")]
    [InlineData("en", "collected", "disclosed", "Identifiers, such as a name", "Identifiers;", "Consumer profiles", "disclosed_not_collected")]
    [InlineData("en", "collected", "disclosed", "Identifiers, such as a name", "Identifiers", "identifiers", "")]
    public void What_is_disclosed_was_collected(string language, string one, string other, string first, string second, string third, string expected) =>
        Expect(
            language,
            $"We {one} the following categories of personal information:\n\n- {first}\n\nWe {other} the following categories of personal information:\n\n- {second}\n- {third}",
            expected);

    [Theory]
    [Trait("Rule", "N25"), Trait("Rule", "T47")]
    [InlineData("ar", "جمعنا الفئات التالية:\n\n- الاسم\n\nأفصحنا عن الفئات التالية:\n\n- الاسم\n- الموقع الجغرافي")]
    [InlineData("fa-AF", "انواع معلومات زیر را جمع می‌کنیم:\n\n- نام\n\nانواع معلومات زیر را افشا می‌کنیم:\n\n- نام\n- موقعیت جغرافیایی")]
    public void What_is_disclosed_was_collected_in_every_language(string language, string body) => Expect(language, body, "disclosed_not_collected");

    [Theory]
    [Trait("Rule", "T42")]
    [InlineData("en", "Little is kept.\n\nAre you sure you want to delete this file?\n\nMore is not.", "residue")]
    [InlineData("ar", "نحتفظ بالقليل.\n\nهل لديك سؤال؟", "residue")]
    [InlineData("fa-AF", "اندک نگه می‌داریم.\n\nبستن\n\nهمین.", "")]
    [InlineData("en", "To close the account, search the menu.", "")]
    public void What_the_page_had_around_the_text_is_left_behind(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T05")]
    [Trait("Rule", "T12")]
    [Trait("Rule", "T24")]
    [Trait("Rule", "T46")]
    [Trait("Rule", "T50")]
    [Trait("Rule", "T51")]
    [InlineData("en", "You can publish or deactivate your account.", "word_mistranslated")]
    [InlineData("en", "You can publish a comment.", "")]
    [InlineData("en", "You may provide your race/ethnicity.", "sensitive_data")]
    [InlineData("en", "We never collect biometric data.", "")]
    [InlineData("en", "We run a race against time.", "")]
    [InlineData("ar", "نجمع بيانات صحية.", "sensitive_data")]
    [InlineData("fa-AF", "معلومات صحی را جمع‌آوری می‌کنیم.", "sensitive_data")]
    [InlineData("en", "It includes your payment card number.", "card_numbers")]
    [InlineData("en", "It never includes your payment card number.", "")]
    [InlineData("en", "We send you promotions.", "marketing_without_opt_out")]
    [InlineData("en", "We send you promotions. You can opt out.", "")]
    [InlineData("ar", "نرسل إليك عروضنا الترويجية.", "marketing_without_opt_out")]
    [InlineData("fa-AF", "پیشنهادهای خود را به شما می‌فرستیم. لغو اشتراک ممکن است.", "")]
    [InlineData("fa-AF", "پیشنهادهای خود را به شما می‌فرستیم.", "marketing_without_opt_out")]
    [InlineData("en", "By using the site you expressly consent.", "consent_by_use")]
    [InlineData("en", "We may change this without notice.", "changes_unannounced")]
    [InlineData("en", "We do nothing without notice.", "")]
    [InlineData("ar", "نقوم بالتحديث دون إخطار الآخرين.", "changes_unannounced")]
    [InlineData("fa-AF", "بدون اطلاع تغییر می‌دهیم.", "changes_unannounced")]
    public void A_clause_about_data_gives_what_it_asks_for(string language, string body, string expected) => Expect(language, body, expected);

    [Theory]
    [Trait("Rule", "T11")]
    [Trait("Rule", "T53")]
    [InlineData("en", "Significant changes are sent to you by e-mail.", "rules_mail")]
    [InlineData("ar", "نرسل كل تعديل مهم عبر البريد الإلكتروني.", "rules_mail")]
    [InlineData("fa-AF", "تغییر مهم را با ایمیل می‌گوییم.", "rules_mail")]
    [InlineData("en", "It is not for children under the age of eighteen (18).", "rules_age")]
    [InlineData("en", "It is for people under the roof of the school.", "")]
    [InlineData("ar", "ليس للأطفال دون سن ١٦.", "rules_age")]
    [InlineData("fa-AF", "برای اطفال زیر ۱۸ سال نیست.", "rules_age")]
    [InlineData("en", "By using the school you agree to this.", "rules_acceptance")]
    public void What_the_text_promises_the_rules_do(string language, string body, string expected)
    {
        Assert.Equal(expected, Linting.Codes(Linting.Of(Linting.Text(language, body), Linting.Context(new SchoolRules()))));

        var kept = new SchoolRules
        {
            Acceptance = new(AcceptanceMode.ContinuedUse, ""),
            Age = new(AgeBasis.Fixed, 18),
            Change = new(ChangeTreatment.Notice, ChangeTreatment.NoticeAndMail, false, false, false, false),
        };
        Assert.Equal("", Linting.Codes(Linting.Of(Linting.Text(language, body), Linting.Context(kept))));
    }

    [Theory]
    [Trait("Rule", "T07")]
    [Trait("Rule", "T08")]
    [Trait("Rule", "T09")]
    [Trait("Rule", "T10")]
    [Trait("Rule", "T20")]
    [Trait("Rule", "T52")]
    [InlineData("en", "payment", "We do not store bank account information.", "We collect your account number.")]
    [InlineData("en", "payment", "We never see your full payment information.", "We process most financial data elsewhere.")]
    [InlineData("ar", "payment", "لا نجمع بياناتك المالية.", "نخزن بيانات البطاقة.")]
    [InlineData("en", "visibility", "Your profile will be publicly visible.", "Depending on your settings it may be visible.")]
    [InlineData("fa-AF", "visibility", "پروفایل شما برای همه نمایان است.", "نظر به تنظیمات شما نمایان می‌شود.")]
    [InlineData("en", "advertising", "Providing personalized advertising.", "In the future we may adopt advertising.")]
    [InlineData("en", "selling", "We do not sell data.", "We send offers of other companies.")]
    [InlineData("ar", "selling", "لا نبيع بياناتك.", "نعرض عروض شركات أخرى.")]
    [InlineData("en", "anonymous", "The data is anonymized.", "We recognize returning visitors.")]
    [InlineData("fa-AF", "anonymous", "معلومات ناشناس است.", "برای شناسایی بازدیدکننده است.")]
    public void Two_clauses_that_cannot_both_be_kept_are_shown_together(string language, string about, string one, string other)
    {
        var finding = Linting.Of(Linting.Text(language, $"{one}\n\n{other}")).Single(found => found.Rule == $"lint.contradiction_{about}");

        Assert.Equal((one, other), (finding.Quote, finding.Values["other"]));
        Assert.DoesNotContain("contradiction", Linting.Codes(Linting.Of(Linting.Text(language, one))), StringComparison.Ordinal);
        Assert.DoesNotContain("contradiction", Linting.Codes(Linting.Of(Linting.Text(language, other))), StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "T01")]
    [Trait("Rule", "T02")]
    [InlineData(MissingAction.PublishWithWarning, LintSeverity.Warning, true)]
    [InlineData(MissingAction.BlockAcceptance, LintSeverity.Warning, true)]
    [InlineData(MissingAction.BlockPublish, LintSeverity.Error, false)]
    public void The_text_that_binds_is_missed_as_the_schools_rule_says(MissingAction action, LintSeverity severity, bool decidable)
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");
        var context = Linting.Context(rules with { PolicyLanguage = rules.PolicyLanguage with { OnMissing = action } });

        var finding = Assert.Single(Linting.Of(Linting.Text("en", "Little."), context));

        Assert.Equal(("lint.authoritative_missing", severity, decidable), (finding.Rule, finding.Severity, finding.Decidable));
        Assert.Empty(Linting.Of(Linting.Text("fa-AF", "اندک."), context));
    }

    [Theory]
    [Trait("Rule", "T03")]
    [InlineData("en", "The Dari text prevails.")]
    [InlineData("ar", "يعتد بالنص العربي.")]
    [InlineData("fa-AF", "متن دری معتبر است.")]
    public void Which_language_prevails_is_confirmed_by_a_person(string language, string body)
    {
        var rules = RulesPresets.ConvenienceTranslations(language);
        var confirmed = rules with { PolicyLanguage = rules.PolicyLanguage with { Confirmed = new("ada", DateTimeOffset.UnixEpoch) } };

        Assert.Equal("precedence_unconfirmed", Linting.Codes(Linting.Of(Linting.Text(language, body), Linting.Context(rules))));
        Assert.Empty(Linting.Of(Linting.Text(language, body), Linting.Context(confirmed)));
    }

    [Fact]
    [Trait("Rule", "T04")]
    public void A_heading_stands_once()
    {
        var text = Linting.Text("en", "One.", "Retention");

        Assert.Equal("heading_twice", Linting.Codes(Linting.Of(text)));
    }

    [Fact]
    public void A_fingerprint_holds_for_its_clause_and_for_no_other()
    {
        var one = Linting.Of(Linting.Text("en", "First. We answer promptly.")).Single();
        var around = Linting.Of(Linting.Text("en", "Another start. We answer promptly. And an end.")).Single();
        var changed = Linting.Of(Linting.Text("en", "First. We answer you promptly.")).Single();

        Assert.Equal(one.Fingerprint, around.Fingerprint);
        Assert.NotEqual(one.Fingerprint, changed.Fingerprint, StringComparer.Ordinal);
        Assert.Equal(("general", "We answer promptly.", "promptly"), (one.Section, one.Quote, one.Values["words"]));
    }

    [Fact]
    public void The_weightiest_comes_first_and_nothing_twice()
    {
        var findings = Linting.Of(Linting.Text("en", "We answer promptly. We answer promptly. Write to a@gmail.com. See Section 9."));

        Assert.Equal([LintSeverity.Error, LintSeverity.Warning, LintSeverity.Advice], findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void Only_a_privacy_policy_needs_contact_and_period()
    {
        var terms = new PolicyText("en", [new PolicySection("use", 1, null, "Use", "We collect fees. You can submit a request.")], "Terms");

        Assert.Empty(Linting.Of(terms, Linting.Context() with { Document = Id<Document>.Parse("terms") }));
    }

    /// <summary>Whatever a text holds, the linter ends, and quotes what is there.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[](")]
    [InlineData("((((((((((a@b.c@@ Section 99999999999999999999")]
    [InlineData("\uD800 promptly \u0000")]
    public void Odd_text_is_linted_like_any_other(string body)
    {
        var text = Linting.Text("en", body);

        Assert.All(Linting.Of(text), finding => Assert.Equal(40, finding.Fingerprint.Length));
    }

    private static void Expect(string language, string body, string expected) =>
        Assert.Equal(expected, Linting.Codes(Linting.Of(Linting.Text(language, body))));
}
