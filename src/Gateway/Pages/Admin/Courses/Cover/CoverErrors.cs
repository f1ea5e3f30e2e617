using System.Globalization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Courses.Cover;

/// <summary>Why a picture is no cover.</summary>
internal static class CoverErrors
{
    /// <summary>Bytes of a cover: a list of courses shows several, also to who pays for each megabyte.</summary>
    public const int Largest = 200 * 1024;

    public static Error NoPicture() => Error.Invalid("course_cover.no_picture", "Choose a picture: PNG, JPEG, WebP or GIF.", "file");

    public static Error One() => Error.Invalid("course_cover.one", "Choose one picture.", "file");

    public static Error TooLarge() => Error.Invalid(
        "course_cover.too_large",
        $"A cover takes at most {Largest / 1024} KB. Make the picture smaller, 960 by 540 for example.",
        "file",
        ("most", (Largest / 1024).ToString(CultureInfo.InvariantCulture)));
}
