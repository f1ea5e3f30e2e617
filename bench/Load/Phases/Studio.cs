using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>A large file on its way in with a kill in the middle, and many people who watch at once.</summary>
internal static partial class Studio
{
    private const int Piece = 16 << 20;
    private const int Length = 3600;

    private static readonly Id<Course> film = Id<Course>.Parse("film");
    private static readonly Id<Lesson> one = Id<Lesson>.Parse("one");

    /// <summary>A school with an admin and a lesson that people watch. Returns their cookies, a line of JSON.</summary>
    public static async Task<string> Found(Schools schools, Passes passes, int viewers)
    {
        var school = (await schools.Create(Seed.New(1, RulesPresets.NoticeOnly), "system")).OrThrow();

        return await schools.In(school.Id, async tenant =>
        {
            (await tenant.Course(film).Describe(new CourseDescription(film, "en", "Film", "", "", "", Published: true), 0)).OrThrow();
            (await tenant.Course(film).PutLesson(new LessonContent(one, "One", "")
            {
                Kind = LessonKind.Video,
                Media = new LessonMedia(Id<MediaFile>.Parse("film")) { Seconds = Length },
            })).OrThrow();
            (await tenant.Course(film).PublishLesson(one)).OrThrow();

            var admin = await passes.Join(tenant, Id<Person>.Parse("admin"), Role.Owner);
            var cookies = await Task.WhenAll(Enumerable.Range(1, viewers).Select(async number =>
            {
                var cookie = await passes.Join(tenant, Seed.Student(number), Role.Student);
                (await tenant.Enrollment(Seed.Student(number), film).Enroll()).OrThrow();
                return cookie;
            }));

            return JsonSerializer.Serialize(cookies.Prepend(admin));
        }, "system");
    }

    /// <summary>
    /// Uploads so many megabytes, with one kill in the middle, and prints what the server had in memory before the first piece and
    /// what came on top of it at most: that is the upload's.
    /// </summary>
    public static async Task Upload(string folder, int megabytes, TextWriter output)
    {
        var admin = JsonSerializer.Deserialize<string[]>(await Child.Run("studio", folder, "0"))![0];
        var content = new byte[Piece];
        new Random(1).NextBytes(content);
        var size = (long)megabytes << 20;
        var clock = Stopwatch.StartNew();
        var memory = new List<long>();
        var offset = 0L;
        string? upload = null;

        for (var half = 1; half <= 2; half++)
        {
            await using var server = await Child.Listening("product", folder);
            using var browser = Browser(server.Port, admin);
            var token = Token(await browser.GetStringAsync("/admin/media"));
            browser.DefaultRequestHeaders.Add("X-Form-Token", token);
            browser.DefaultRequestHeaders.Add("Tus-Resumable", "1.0.0");
            var (objects, before) = (await server.Memory(), server.Resident);
            var heap = objects;

            upload ??= await Create(browser, size);
            offset = await Offset(browser, upload);
            server.ForgetPeak();
            await output.WriteLineAsync($"{(half == 1 ? "started" : "after the kill"),-16} offset {offset >> 20,6:N0} MB   before: resident {before >> 20,5:N0} MB, objects {objects >> 20,3:N0} MB");

            for (var last = half == 1 ? size / 2 : size; offset < last;)
            {
                using var body = new ByteArrayContent(content, 0, (int)Math.Min(Piece, size - offset));
                body.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
                using var request = new HttpRequestMessage(HttpMethod.Patch, upload) { Content = body };
                request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
                using var answer = await browser.SendAsync(request);

                if ((int)answer.StatusCode != 204)
                    throw new WrongAnswerException($"A piece at {offset} was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");

                offset += body.Headers.ContentLength!.Value;

                // The largest files are measured in the same number of steps as small ones.
                if (offset / (size / 10) > (offset - Piece) / (size / 10))
                {
                    memory.Add(server.Resident);
                    heap = Math.Max(heap, await server.Heap());
                }
            }

            var most = server.Peak;
            var left = await server.Memory();
            await output.WriteLineAsync($"{"",-16} offset {offset >> 20,6:N0} MB   at most: resident {most >> 20,5:N0} MB, objects {heap >> 20,3:N0} MB, garbage too");
            await output.WriteLineAsync($"{"",-16} added by the upload at most: resident {(most - before) >> 20,4:N0} MB, objects {(heap - objects) >> 20,3:N0} MB; objects left {(left - objects) >> 20,3:N0} MB");

            if (half == 1)
                await server.Kill();
        }

        var rate = (size >> 20) / clock.Elapsed.TotalSeconds;
        await output.WriteLineAsync($"{size >> 20:N0} MB in {clock.Elapsed.TotalSeconds:N0} s, {rate:N0} MB/s with restart; resident at each tenth: {string.Join(' ', memory.Select(bytes => bytes >> 20))} MB");
    }

    /// <summary>People who watch and report every ten seconds, then a kill; what was acknowledged has to be there.</summary>
    public static async Task Watch(string folder, int viewers, int seconds, TextWriter output)
    {
        var cookies = JsonSerializer.Deserialize<string[]>(await Child.Run("studio", folder, viewers.ToString(CultureInfo.InvariantCulture)))![1..];
        var kept = new int[viewers];
        var taken = new List<double>();
        var failures = 0;

        await using (var server = await Child.Listening("product", folder))
        {
            using var browser = Browser(server.Port, cookie: null);
            var tokens = await Tokens(browser, cookies);
            var (disk, processor) = (server.DiskWritten, server.Processor);
            var clock = Stopwatch.StartNew();

            await Parallel.ForEachAsync(Enumerable.Range(0, viewers), new ParallelOptions { MaxDegreeOfParallelism = viewers }, async (viewer, _) =>
            {
                for (var report = 0; (report * 10) + (viewer % 10) < seconds; report++)
                {
                    var due = TimeSpan.FromSeconds((report * 10) + (10.0 * viewer / viewers));
                    await Task.Delay(due > clock.Elapsed ? due - clock.Elapsed : TimeSpan.Zero, CancellationToken.None);
                    var from = clock.Elapsed;

                    try
                    {
                        var said = await Report(browser, cookies[viewer], tokens[viewer], (report + 1) * 10);
                        lock (taken)
                            taken.Add((clock.Elapsed - from).TotalMilliseconds);

                        if (said.GetProperty("kept").GetBoolean())
                            kept[viewer] = said.GetProperty("percent").GetInt32();
                    }
                    catch (HttpRequestException)
                    {
                        Interlocked.Increment(ref failures);
                    }
                }
            });

            taken.Sort();
            await output.WriteLineAsync(
                $"{viewers:N0} viewers, {taken.Count:N0} reports in {clock.Elapsed.TotalSeconds:N0} s ({taken.Count / clock.Elapsed.TotalSeconds:N0}/s), {failures} failed; "
                + $"median {taken[taken.Count / 2]:N1} ms, 99 % {taken[taken.Count * 99 / 100]:N1} ms; "
                + $"processor {(server.Processor - processor).TotalMilliseconds / taken.Count:N2} ms and {(server.DiskWritten - disk) / taken.Count:N0} bytes to disk a report");
            await server.Kill();
        }

        await using var again = await Child.Listening("product", folder);
        using var later = Browser(again.Port, cookie: null);
        var fresh = await Tokens(later, cookies);
        var lost = 0;

        for (var viewer = 0; viewer < viewers; viewer++)
        {
            var said = await Report(later, cookies[viewer], fresh[viewer], to: 0);
            lost += said.GetProperty("percent").GetInt32() < kept[viewer] ? 1 : 0;
        }

        await output.WriteLineAsync($"after the kill: {kept.Count(percent => percent > 0):N0} acknowledged standings, {lost} of them lost");

        if (lost > 0)
            throw new WrongAnswerException($"{lost} viewers lost what was acknowledged.");
    }

    private static HttpClient Browser(int port, string? cookie)
    {
        var browser = new HttpClient(new SocketsHttpHandler { UseCookies = cookie is null ? false : true, MaxConnectionsPerServer = 200 })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromMinutes(5),
        };

        browser.DefaultRequestHeaders.Host = Seed.Host(1);

        if (cookie is not null)
            browser.DefaultRequestHeaders.Add("Cookie", cookie);

        return browser;
    }

    private static async Task<string> Create(HttpClient browser, long size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/media/uploads");
        request.Headers.Add("Upload-Length", size.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String("large.bin"u8)}");
        using var answer = await browser.SendAsync(request);
        return answer.Headers.Location?.OriginalString
            ?? throw new WrongAnswerException($"An upload was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<long> Offset(HttpClient browser, string upload)
    {
        using var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, upload));
        return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), CultureInfo.InvariantCulture);
    }

    // Each viewer's page gives her a token, and the cookie that goes with it.
    private static async Task<string[]> Tokens(HttpClient browser, string[] cookies)
    {
        var tokens = new string[cookies.Length];

        await Parallel.ForEachAsync(Enumerable.Range(0, cookies.Length), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (viewer, cancellation) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/account");
            request.Headers.Add("Cookie", cookies[viewer].Split("; ")[0]);
            using var answer = await browser.SendAsync(request, cancellation);
            tokens[viewer] = Token(await answer.Content.ReadAsStringAsync(cancellation));
            var given = answer.Headers.GetValues("Set-Cookie").Select(line => line.Split(';')[0]);
            cookies[viewer] = string.Join("; ", given.Prepend(cookies[viewer].Split("; ")[0]));
        });

        return tokens;
    }

    private static async Task<JsonElement> Report(HttpClient browser, string cookie, string token, int to)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/courses/{film}/lessons/{one}/watched")
        {
            Content = new StringContent(
                to == 0 ? """{"spans":[],"at":0}""" : $$"""{"spans":[[0,{{to}}]],"at":{{to}}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("X-Form-Token", token);
        using var answer = await browser.SendAsync(request);

        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>()
            : throw new WrongAnswerException($"A report was answered with {(int)answer.StatusCode}.");
    }

    private static string Token(string page) => FormToken().Match(page) is { Success: true } match
        ? match.Groups["token"].Value
        : throw new WrongAnswerException($"There is no form on the page: {page}");

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FormToken();
}
