using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Notifications;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>The inbox and its settings, without JavaScript.</summary>
public class NotificationPageTests(Campus campus)
{
    [Fact]
    public async Task The_bell_counts_what_is_unread_and_looking_alone_reads_nothing()
    {
        var room = await Classroom.Open(campus);
        var ada = await room.Join("Ada");
        await room.In(async grains =>
        {
            await grains.Notifications(ada.Person).Tell(NotificationEvent.Of(
                NotificationKind.DueSoon, "due.one", "/courses/algebra/lessons/lesson-1", ("course", "Algebra"), ("lesson", "One"), ("date", "2026-03-05T10:00:00.0000000+00:00")));
            return 0;
        });

        var first = await ada.Get("/account/notifications");
        var second = await ada.Get("/learn");
        await Classroom.Send(ada, "/account/notifications", "[data-line='2'] form");
        var one = await ada.Get("/learn");
        await Classroom.Send(ada, "/account/notifications", "#read-all");
        var none = await ada.Get("/account/notifications");

        Assert.Equal(["2", "2", "1"], new[] { first, second, one }.Select(page => page.Page.QuerySelector(".bell-count")!.TextContent));
        Assert.Contains("5 March 2026", first.Page.QuerySelector("[data-line='2'] a")!.TextContent, StringComparison.Ordinal);
        Assert.Null(none.Page.QuerySelector(".bell-count"));
        Assert.Equal(2, none.Page.QuerySelectorAll("[data-line]").Length);
    }

    [Fact]
    public async Task Settings_are_boxes_and_what_is_demanded_has_none()
    {
        var room = await Classroom.Open(campus);
        var ada = await room.Join("Ada");
        const string Settings = "/account/notifications/settings";

        await Classroom.Send(ada, Settings, "main form", ("mail_answered", null), ("here_graded", null), ("mail_enrolled", null));
        var page = (await ada.Get(Settings)).Page;

        Assert.Null(page.QuerySelector("input[name=mail_enrolled]"));
        Assert.Equal(
            ["here_graded", "mail_answered"],
            page.QuerySelectorAll("main input[type=checkbox]:not([checked])").Select(box => box.GetAttribute("name")!).Order(StringComparer.Ordinal));
        Assert.True((await room.In(grains => grains.Notifications(ada.Person).Choices())).Single(choice => choice.Kind == NotificationKind.Enrolled).Mail);
    }

    [Fact]
    public async Task Only_who_teaches_is_asked_about_what_only_teachers_are_told_and_saving_leaves_it_on()
    {
        var room = await Classroom.Open(campus);
        var (ada, nadia) = (await room.Join("Ada"), await room.Teacher());
        const string Settings = "/account/notifications/settings";
        string[] boxes = ["here_asked", "here_to_grade", "here_reported"];

        var (hers, teachers) = ((await ada.Get(Settings)).Page, (await nadia.Get(Settings)).Page);
        await Classroom.Send(ada, Settings, "main form", ("here_graded", null));
        await Classroom.Send(nadia, Settings, "main form", ("here_asked", null));

        Assert.All(boxes, box => Assert.Null(hers.QuerySelector($"input[name={box}]")));
        Assert.All(boxes, box => Assert.NotNull(teachers.QuerySelector($"input[name={box}]")));
        Assert.All((await room.In(grains => grains.Notifications(ada.Person).Choices())).Where(choice => choice.IsForStaff), choice => Assert.True(choice is { InProduct: true, Mail: true }));
        Assert.False((await room.In(grains => grains.Notifications(nadia.Person).Choices())).Single(choice => choice.Kind == NotificationKind.Asked).InProduct);
    }

    [Fact]
    public async Task Nobody_reads_anothers_inbox()
    {
        var room = await Classroom.Open(campus);
        await room.Join("Ada");
        var bashir = await room.Join("Bashir");

        Assert.Single((await bashir.Get("/account/notifications")).Page.QuerySelectorAll("[data-line]"));
        Assert.StartsWith("/sign-in", (await campus.Site.Visit(room.School).Get("/account/notifications")).Location, StringComparison.Ordinal);
    }
}
