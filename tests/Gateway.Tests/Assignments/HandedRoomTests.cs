using AngleSharp.Html.Dom;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;
using Darsgah.Silo.Files;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.Assignments;

/// <summary>What students hand in takes of the school's room, and what a crash left of it goes.</summary>
public class HandedRoomTests
{
    [Fact]
    public async Task Files_that_are_handed_in_count_among_the_schools_and_one_without_room_is_refused()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        own.Site.Services.GetRequiredService<IOptions<MediaOptions>>().Value.SchoolTotal = 3_000;
        var workshop = await Workshop.Open(own);
        var office = await workshop.Office();
        var uploads = own.Site.Services.GetRequiredService<Uploads>();

        var first = await workshop.Write("", ("one.bin", new byte[2_000]));
        var listed = (await office.Get("/admin/media")).Page.QuerySelector("[data-handed]");
        var upload = await own.Site.In(workshop.School, school => uploads.Begin(school, "film.mp4", 1_500));
        var refused = await workshop.Write("My text.", ("two.bin", new byte[2_000]));
        var draft = await workshop.Ada.Get(Workshop.Place);
        await Workshop.Send(workshop.Ada, draft, "My text.", $"remove:{draft.Page.QuerySelector("[data-file]")!.GetAttribute("data-file")}");
        var second = await workshop.Write("My text.", ("two.bin", new byte[2_000]));

        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.Contains("2", listed!.TextContent, StringComparison.Ordinal);
        Assert.Equal("media.no_room", upload.Error!.Code);
        Assert.Equal((422, "assignment.no_room"), (refused.Status, refused.Page.QuerySelector("[data-code]")!.GetAttribute("data-code")));
        Assert.Equal("My text.", ((IHtmlTextAreaElement)draft.Page.QuerySelector("[name=text]")!).Value);
        Assert.Equal(["one.bin"], draft.Page.QuerySelectorAll("[data-file] a").Select(link => link.TextContent));
    }

    [Fact]
    public async Task What_a_crash_left_of_a_file_goes_and_what_was_kept_stays()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var workshop = await Workshop.Open(own);
        var files = own.Site.Services.GetRequiredService<PersonFiles>();
        var (tenant, person) = (workshop.School.Id, workshop.Ada.Person);

        // Cut off while it came, between its name and its reference, and between its reference and the note of it.
        await Put(Of("arriving"), isWhole: false);
        await Put(Of("lost"), isWhole: true);
        await Put(Of("kept"), isWhole: true);
        await own.Site.In(workshop.School, school => school.SubmissionBook(person, Workshop.Algebra, Workshop.Essay)
            .AddFile(1, new HandedFile("kept", "kept.txt", "application/octet-stream", 3, new string('0', 64), own.Site.Clock.GetUtcNow())));

        // As the next process finds it.
        var room = new HandedRoom(files, Options.Create(new MediaOptions()));
        var taken = await own.Site.In(workshop.School, room.Taken);

        var left = Assert.Single(Directory.GetFiles(Path.Combine(own.Site.Folder, "tenants", tenant.Value, "handed", person.Value)));
        Assert.Equal(("kept", new FileInfo(left).Length), (Path.GetFileName(left), taken));
        Assert.Equal("abc", (await workshop.Ada.Get($"{Workshop.Place}/1/files/kept")).Body);

        UnsettledFile Of(string name) => new(person, Id<StoredFile>.Parse(name), Workshop.Algebra, Workshop.Essay);

        async Task Put(UnsettledFile arriving, bool isWhole)
        {
            using var file = await files.Grow(tenant, arriving, TestContext.Current.CancellationToken);
            await file.Take(new MemoryStream("abc"u8.ToArray()), 3, TestContext.Current.CancellationToken);
            await file.Sync();

            if (isWhole)
                files.Complete(tenant, person, arriving.File);
        }
    }
}
