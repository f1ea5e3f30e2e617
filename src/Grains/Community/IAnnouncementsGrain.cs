using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>What the teachers of a course say to all who are in it, 20 a page.</summary>
/// <remarks>Key <c>tenant/{course}</c>.</remarks>
[Alias("community.announcements"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
public interface IAnnouncementsGrain : ITenantScopedGrain
{
    /// <summary>A page, newest first; page 1 is the newest.</summary>
    [Alias("read")]
    Task<AnnouncementPage> Read(int page);

    /// <summary>Says something, and tells everybody in the course: a notification, and a service mail as each chose.</summary>
    /// <param name="id">Names it; under the same one nothing is said twice.</param>
    /// <returns>It; or <see cref="CommunityErrors.NotATeacher"/>, a refused text.</returns>
    [Alias("announce")]
    Task<Outcome<Post>> Announce(Id<Post> id, Poster by, string title, string text);

    /// <summary>Takes one away; it is kept as removed. Whoever has not been told of it yet is not told.</summary>
    /// <param name="page">The page it stands on.</param>
    [Alias("remove")]
    Task<Outcome<Done>> Remove(Id<Post> id, int page, Poster by);
}

/// <param name="Page">Which page, from 1.</param>
/// <param name="Pages">How many there are, at least 1.</param>
[GenerateSerializer, Immutable, Alias("community.announcement_page"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record AnnouncementPage(ImmutableArray<Post> Posts, int Page, int Pages);

/// <summary>Tells everybody in a course of one announcement, page by page of the roster.</summary>
/// <remarks>Key <c>tenant/{course}.{announcement}</c>.</remarks>
[Alias("community.announcement_delivery")]
internal interface IAnnouncementDeliveryGrain : ITenantScopedGrain
{
    /// <summary>Sees to it that it is told, whatever breaks on the way.</summary>
    [Alias("begin")]
    Task Begin(AnnouncementNews news);

    /// <summary>Goes on where it stands. Repeating it tells nobody twice.</summary>
    [Alias("run")]
    Task Run();

    /// <summary>Tells nobody else.</summary>
    [Alias("stop")]
    Task Stop();
}

/// <summary>What is told of an announcement.</summary>
/// <param name="CourseTitle">The course's title.</param>
/// <param name="Title">The announcement's.</param>
/// <param name="By">Who wrote it; she is not told.</param>
[GenerateSerializer, Immutable, Alias("community.announcement_news")]
internal sealed record AnnouncementNews(string CourseTitle, string Title, Id<Person> By);

/// <summary>Announcements of a course as stored; what they say is in segments.</summary>
[GenerateSerializer, Immutable, Alias("community.announcements.state")]
internal sealed record AnnouncementsRecord
{
    /// <summary>Announcements that were ever made.</summary>
    [Id(0)] public int Count { get; init; }

    public int Pages => Math.Max(1, (Count + PostSegment.Most - 1) / PostSegment.Most);
}

/// <summary>How far the telling of an announcement is.</summary>
[GenerateSerializer, Immutable, Alias("community.announcement_delivery.state")]
internal sealed record AnnouncementDelivery
{
    [Id(0)] public AnnouncementNews? News { get; init; }

    /// <summary>Cursor in the roster; null at its start.</summary>
    [Id(1)] public string? Cursor { get; init; }

    [Id(2)] public bool Done { get; init; }
}
