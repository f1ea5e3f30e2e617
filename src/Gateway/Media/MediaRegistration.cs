using Darsgah.Gateway.Pages.Assignments;
using Darsgah.Silo.Files;

namespace Darsgah.Gateway.Media;

/// <summary>What files need from the host.</summary>
internal static class MediaRegistration
{
    /// <summary>Files and uploads.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddOptions<MediaOptions>().BindConfiguration("Media")
            .Validate(
                options => options is { LargestFile: > 0, SchoolTotal: > 0 } && options.Patience > TimeSpan.Zero,
                "Media: LargestFile and SchoolTotal are numbers of bytes above 0, Patience a time above 0.")
            .ValidateOnStart();

        services.AddSingleton<PersonFiles>();
        services.AddSingleton<HandedRoom>();
        services.AddSingleton<Uploads>();
        services.AddSingleton<StreamedParts>();
        services.AddSingleton<MediaForm>();
        services.AddSingleton<HandedFiles>();
        services.AddSingleton<WorkForm>();
        services.AddSingleton<Pages.Admin.Courses.Transfer.CourseImports>();
        return services;
    }
}
