using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>A student answers a quiz without any script.</summary>
public class AnsweringTests(Campus campus)
{
    [Fact]
    public async Task Formulas_in_answers_pairs_and_things_to_order_are_drawn_and_what_a_student_types_is_not()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Answers = AnswersShown.AfterAttempt }, questions:
        [
            new() { Id = "one", Kind = QuestionKind.OneChoice, Text = "Which?", Options = [new("a", "$x^2$ <b>") { IsRight = true }, new("b", "2*3*4")] },
            new() { Id = "match", Kind = QuestionKind.Matching, Text = "What?", Options = [new("c", "$x^3$") { Match = "**cube** $x$" }, new("d", "D") { Match = "other" }] },
            new() { Id = "order", Kind = QuestionKind.Ordering, Text = "Order?", Options = [new("e", "$x^4$"), new("f", "F")] },
            new() { Id = "short", Kind = QuestionKind.ShortText, Text = "Say.", Accepted = ["$x^6$"] },
        ]);

        var page = await exam.Start();
        var place = page.Page.QuerySelectorAll("#q-one label").ToList().FindIndex(label => label.QuerySelector("math") is not null);
        await exam.Ada.Browser.Submit(page, ("a-one", $"{place}"), ("a-short", "$x^5$ <b>"), ("a-order-0", "1"), ("a-order-1", "<i>"), ("do", "end"));
        var result = (await exam.End()).Page;

        Assert.Equal((1, 1, 1), (Math(page.Page, "#q-one label"), Math(page.Page, "#q-match label"), Math(page.Page, "#q-order label")));
        Assert.Contains("2*3*4", page.Page.QuerySelector("#q-one")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.Page.QuerySelectorAll("#q-match option"), option => option.TextContent == "cube x");
        Assert.Equal((2, 0), (Math(result, "[data-question=one]"), Math(result, "[data-question=short]")));
        Assert.Contains("$x^5$ <b>", result.QuerySelector("[data-question=short] .answer")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(result.QuerySelectorAll("main .answer b, main .answer i, main label b"));

        static int Math(AngleSharp.Dom.IParentNode page, string where) => page.QuerySelectorAll($"{where} math").Length;
    }

    [Fact]
    public async Task She_answers_every_kind_of_question_and_sees_what_she_earned()
    {
        var exam = await Exam.Open(campus, new QuizSettings { PassPercent = 80 });
        var page = await exam.Start();

        var saved = await exam.Ada.Browser.Submit(page, Right(page.Page));
        var result = (await exam.End()).Page;

        Assert.Equal($"{Exam.Place}/1?page=1&done=saved", saved.Location);
        Assert.Contains("8 of 9 points", result.QuerySelector("main .facts")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Waits for a grade", result.QuerySelector("main .panel .badge")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Alpha", result.QuerySelector("[data-question=one] [data-right]")!.TextContent);
    }

    [Theory]
    [InlineData(AnswersShown.Never)]
    [InlineData(AnswersShown.AfterLastAttempt)]
    public async Task Nothing_of_the_key_is_in_any_byte_before_it_may_be_seen(AnswersShown answers)
    {
        var exam = await Exam.Open(campus, new QuizSettings { Answers = answers, Attempts = 2, ShuffleOptions = true });
        var page = await exam.Start();
        var form = page.Form("form[data-quiz]");
        var token = form.QuerySelector("input[type=hidden]")!;

        Darsgah.TestKit.Answer[] shown =
        [
            page,
            await exam.Ada.Get("/courses/algebra/lessons/test"),
            await exam.Ada.Get("/api/v1/me/enrollments/algebra/lessons/test"),
            await exam.Ada.Get("/api/v1/courses/algebra"),
            await exam.Ada.Get($"{Exam.Place}/1/end"),
            await exam.Ada.Browser.Submit(page, ("a-short", "wrong"), ("a-essay", "Because."), ("do", "save")),
            await exam.Ada.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-number", "1"), ("seen-number", "7"), ("was-number", "x"))),
            await exam.Ada.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-essay", new string('x', 20_001)), ("seen-essay", "0"))),
            await exam.End(),
            await exam.Ada.Get("/courses/algebra/lessons/test"),
            await exam.Ada.Get("/api/v1/me/enrollments/algebra/lessons/test"),
        ];

        Assert.All(shown, answer => Assert.DoesNotContain("key-", answer.Body, StringComparison.Ordinal));
        Assert.All(shown, answer => Assert.DoesNotContain("271828", answer.Body, StringComparison.Ordinal));
        Assert.DoesNotContain("data-right", shown[8].Body, StringComparison.Ordinal);
        Assert.Equal(AttemptState.Waiting, Assert.Single((await exam.Standing()).Attempts).State);
    }

    [Fact]
    public async Task Two_windows_never_undo_each_other_and_what_was_typed_is_shown()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[3], Exam.Questions[8]);
        var first = await exam.Start();
        var second = await exam.Ada.Get($"{Exam.Place}/1");

        await exam.Ada.Browser.Submit(first, ("a-short", "from the first"));
        var late = await exam.Ada.Browser.Submit(second, ("a-short", "from the second"), ("a-essay", "kept too"));
        var now = (await exam.Ada.Get($"{Exam.Place}/1")).Page;

        Assert.Equal(409, late.Status);
        Assert.Contains("from the second", late.Page.QuerySelector("[data-stale] blockquote")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("from the first", ((IHtmlInputElement)now.QuerySelector("[name=a-short]")!).Value);
        Assert.Equal("kept too", ((IHtmlTextAreaElement)now.QuerySelector("[name=a-essay]")!).Value);
    }

    [Fact]
    public async Task A_window_in_which_nothing_was_changed_is_never_stale()
    {
        var exam = await Exam.Open(campus, null, "en", Exam.Questions[3], Exam.Questions[8]);
        var first = await exam.Start();
        var second = await exam.Ada.Get($"{Exam.Place}/1");
        await exam.Ada.Browser.Submit(first, ("a-short", "newer"));

        var saved = await exam.Ada.Browser.Submit(second, ("a-essay", "something else"));

        Assert.Equal(302, saved.Status);
        Assert.Equal("newer", ((IHtmlInputElement)(await exam.Ada.Get($"{Exam.Place}/1")).Page.QuerySelector("[name=a-short]")!).Value);
    }

    [Fact]
    public async Task What_comes_after_the_end_leads_to_the_result_and_changes_nothing()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Attempts = 1 }, "en", Exam.Questions[2]);
        var page = await exam.Start();
        await exam.End();

        var late = await exam.Ada.Browser.Submit(page, ("a-truth", "true"));
        var again = await exam.Ada.Browser.Submit(page, new Dictionary<string, string?>(StringComparer.Ordinal), "form[data-quiz]");
        var result = (await exam.Ada.Get(late.Location!)).Page;
        var refused = await exam.Ada.Browser.Post(Exam.Place, Token(page));

        Assert.Equal($"{Exam.Place}/1?done=late", late.Location);
        Assert.Equal(late.Location, again.Location);
        Assert.Contains("0 of 1 points", result.QuerySelector("main .facts")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((409, "quiz.no_attempts_left"), (refused.Status, refused.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
    }

    [Fact]
    [Trait("SEC", "B04")]
    public async Task Nobody_elses_attempt_is_there_for_her()
    {
        var exam = await Exam.Open(campus);
        var page = await exam.Start();
        var eve = await campus.SignedIn(exam.School, name: "Eve");
        var outside = await eve.Get($"{Exam.Place}/1");
        await campus.Site.In(exam.School, grains => grains.Enrollment(eve.Person, Exam.Algebra).Enroll());
        var inside = await eve.Get($"{Exam.Place}/1");
        var own = await eve.Get("/courses/algebra/lessons/test");
        var token = own.Form("[data-quiz-entry] form").QuerySelector("input[type=hidden]")!;
        var posted = await eve.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-truth", "true"), ("seen-truth", "0")));
        var visitor = await campus.Site.Visit(exam.School).Get($"{Exam.Place}/1");

        Assert.Equal((404, 404, 404, 302), (outside.Status, inside.Status, posted.Status, visitor.Status));
        Assert.Equal(0, (await exam.Standing()).Attempts[0].Points);
        Assert.Equal(200, page.Status);
    }

    [Fact]
    public async Task The_script_is_told_what_is_kept_and_when_it_is_over()
    {
        var exam = await Exam.Open(campus, new QuizSettings { Minutes = 30 }, "en", Exam.Questions[3]);
        var page = await exam.Start();
        var token = page.Form("form[data-quiz]").QuerySelector("input[type=hidden]")!;

        var saved = await exam.Ada.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-short", "one"), ("seen-short", "0")));
        var stale = await exam.Ada.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-short", "two"), ("seen-short", "0")));
        await exam.End();
        var over = await exam.Ada.Browser.Post($"{Exam.Place}/1", Auto(token, ("a-short", "three"), ("seen-short", "1")));

        Assert.Equal(1, Json(saved).GetProperty("seen").GetProperty("seen-short").GetInt32());
        Assert.InRange(Json(saved).GetProperty("secondsLeft").GetInt32(), 1, 30 * 60);
        Assert.True(Json(stale).GetProperty("stale").GetBoolean());
        Assert.True(Json(over).GetProperty("ended").GetBoolean());
    }

    [Fact]
    public async Task One_question_a_page_leads_through_all_of_them()
    {
        var exam = await Exam.Open(campus, new QuizSettings { OneAtATime = true }, "en", Exam.Questions[2], Exam.Questions[3]);
        var first = await exam.Start();
        var next = await exam.Ada.Browser.Submit(first, ("a-truth", "true"), ("do", "next"));
        var second = await exam.Ada.Get(next.Location!);
        var back = await exam.Ada.Browser.Submit(second, ("a-short", "key-short"), ("do", "back"));
        var end = await exam.Ada.Browser.Submit(await exam.Ada.Get(back.Location!), ("do", "end"));

        Assert.Single(first.Page.QuerySelectorAll("fieldset.question"));
        Assert.Equal(($"{Exam.Place}/1?page=2", $"{Exam.Place}/1?page=1", $"{Exam.Place}/1/end"), (next.Location, back.Location, end.Location));
        Assert.Contains("2 of 2 points", (await exam.End()).Page.QuerySelector("main .facts")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fa-AF", "rtl", "en")]
    [InlineData("en", "ltr", "ar")]
    public async Task A_question_stands_in_the_language_of_the_course(string content, string direction, string ui)
    {
        var exam = await Exam.Open(campus, null, content);
        await exam.Start();

        var page = (await exam.Ada.Get($"{Exam.Place}/1", ui)).Page;

        Assert.Equal(ui, page.DocumentElement.GetAttribute("lang"));
        Assert.All(page.QuerySelectorAll("fieldset.question .prose, fieldset.question .gaps"), part =>
            Assert.Equal((content, direction), (part.GetAttribute("lang"), part.GetAttribute("dir"))));
        Assert.All(page.QuerySelectorAll("fieldset.question :is(input:not([type=hidden]), select, textarea)"), field =>
            Assert.True(field.HasAttribute("aria-label") || field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null));
    }

    /// <summary>What a page sends when it saves by itself.</summary>
    private static FormUrlEncodedContent Auto(IElement token, params (string Name, string Value)[] fields) => new(
        fields.Append(("do", "auto")).Append((token.GetAttribute("name")!, token.GetAttribute("value")!))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));

    private static JsonElement Json(Darsgah.TestKit.Answer answer) => JsonDocument.Parse(answer.Body).RootElement;

    private static FormUrlEncodedContent Token(Darsgah.TestKit.Answer page)
    {
        var token = page.Form("form[data-quiz]").QuerySelector("input[type=hidden]")!;
        return new([KeyValuePair.Create(token.GetAttribute("name")!, token.GetAttribute("value")!)]);
    }

    /// <summary>Answers that are right, found on the page by their words, as she finds them.</summary>
    private static Dictionary<string, string?> Right(IDocument page)
    {
        string Box(string question, string text) => page.QuerySelectorAll($"#q-{question} label").First(label => label.TextContent.Trim() == text).QuerySelector("input")!.GetAttribute("value")!;
        IElement Select(string question, string text) => page.QuerySelector($"#{page.QuerySelectorAll($"#q-{question} label").First(label => label.TextContent.Trim() == text).GetAttribute("for")}")!;
        string Option(IElement select, string text) => select.QuerySelectorAll("option").First(option => option.TextContent.Trim() == text).GetAttribute("value")!;

        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["a-one"] = Box("one", "Alpha"),
            ["a-truth"] = "true",
            ["a-short"] = "KEY-SHORT",
            ["a-number"] = "۲۷۱٬۸۲۸",
            ["a-gaps-0"] = "key-gap",
            ["a-essay"] = "Because.",
            ["do"] = "save",
        };

        foreach (var (left, right) in new[] { ("Kabul", "Afghanistan"), ("Cairo", "Egypt") })
            values[Select("match", left).GetAttribute("name")!] = Option(Select("match", left), right);

        foreach (var (thing, place) in new[] { ("First", "1"), ("Second", "2"), ("Third", "3") })
            values[Select("order", thing).GetAttribute("name")!] = Option(Select("order", thing), place);

        // Two boxes of one name: ticked as a browser has them.
        foreach (var text in new[] { "Gamma", "Delta" })
            ((IHtmlInputElement)page.QuerySelectorAll("#q-many label").First(label => label.TextContent.Trim() == text).QuerySelector("input")!).IsChecked = true;

        return values;
    }
}
