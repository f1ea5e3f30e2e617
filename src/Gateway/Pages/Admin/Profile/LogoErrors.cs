using System.Globalization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Profile;

/// <summary>Why a file is no logo.</summary>
internal static class LogoErrors
{
    /// <summary>Bytes of a logo: every page shows it.</summary>
    public const int Largest = 100 * 1024;

    /// <summary>Pixels of a side.</summary>
    public const int LongestSide = 2_000;

    public static Error NoPicture() => Error.Invalid("school_logo.no_picture", "Choose a PNG, a JPEG or a WebP.", "file");

    /// <summary>It can hold programs, and what is shown on every page runs none (SEC-E01).</summary>
    public static Error Drawing() => Error.Invalid(
        "school_logo.drawing", "An SVG can hold programs, so none is taken. Save the logo as a PNG, 512 pixels wide for example.", "file");

    public static Error TooLarge() => Error.Invalid(
        "school_logo.too_large",
        $"A logo takes at most {Largest / 1024} KB and {LongestSide} pixels a side. Make it smaller, 512 pixels wide for example.",
        "file",
        ("most", (Largest / 1024).ToString(CultureInfo.InvariantCulture)),
        ("side", LongestSide.ToString(CultureInfo.InvariantCulture)));
}
