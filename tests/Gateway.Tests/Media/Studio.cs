using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>What a browser does with the library of files.</summary>
internal static class Studio
{
    public const string Library = "/admin/media";
    public const string Uploads = "/admin/media/uploads";

    /// <summary>The token of the library's form.</summary>
    public static async Task<string> Token(this Visitor browser) =>
        (await browser.Get(Library)).Form().QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    /// <summary>A request of the protocol.</summary>
    public static Task<Answer> Tus(
        this Visitor browser, HttpMethod method, string path, string? token, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Tus-Resumable", "1.0.0");
        request.Headers.TryAddWithoutValidation("Origin", browser.Origin.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Accept-Language", browser.Language);

        if (token is not null)
            request.Headers.TryAddWithoutValidation("X-Form-Token", token);

        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return browser.Send(request);
    }

    public static Task<Answer> Create(this Visitor browser, string token, string name, long length) => browser.Tus(
        HttpMethod.Post, Uploads, token, content: null,
        ("Upload-Length", length.ToString(CultureInfo.InvariantCulture)),
        ("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}"));

    public static Task<Answer> Piece(this Visitor browser, string token, string upload, long offset, HttpContent content, string type = "application/offset+octet-stream")
    {
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return browser.Tus(HttpMethod.Patch, upload, token, content, ("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Where an upload is.</summary>
    public static async Task<long> Offset(this Visitor browser, string upload)
    {
        var answer = await browser.Tus(HttpMethod.Head, upload, token: null, content: null);
        return answer.Status == 200 ? long.Parse(answer.Headers["upload-offset"], CultureInfo.InvariantCulture) : -answer.Status;
    }

    /// <summary>A file put in; its id.</summary>
    public static async Task<Id<MediaFile>> Put(this Visitor browser, string name, byte[] content)
    {
        var token = await browser.Token();
        var upload = (await browser.Create(token, name, content.Length)).Location!;
        var taken = await browser.Piece(token, upload, 0, new ByteArrayContent(content));

        Assert.True(taken.Status == 204, $"{taken.Status} {taken.Body}");
        return Id<MediaFile>.Parse(upload[(upload.LastIndexOf('/') + 1)..]);
    }

    /// <summary>A plain form with files, as a browser without script sends it.</summary>
    public static MultipartFormDataContent Form(string token, params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" } };

        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content), "file", name);

        return form;
    }

    /// <summary>A published lesson of a course.</summary>
    public static Task Publish(this Campus campus, School school, string course, LessonContent lesson) => campus.Site.In(school, async grains =>
    {
        var put = await grains.Course(Id<Course>.Parse(course)).PutLesson(lesson);
        Assert.Null(put.Error);
        await grains.Course(Id<Course>.Parse(course)).PublishLesson(lesson.Id);
        return true;
    });

    /// <summary>Somebody who is in a course.</summary>
    public static async Task<Learner> Student(this Campus campus, School school, string course)
    {
        var student = await campus.SignedIn(school);
        var enrolled = await campus.Site.In(school, grains => grains.Enrollment(student.Person, Id<Course>.Parse(course)).Enroll());
        Assert.Null(enrolled.Error);
        return student;
    }
}
