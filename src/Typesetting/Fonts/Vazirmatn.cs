namespace Darsgah.Typesetting.Fonts;

/// <summary>
/// The typeface that comes with the product: Arabic with the letters of Dari and Pashto, and Latin. SIL Open Font License 1.1,
/// <c>Fonts/OFL.txt</c>; https://github.com/rastikerdar/vazirmatn, version 33.003.
/// </summary>
public static class Vazirmatn
{
    private static readonly Lazy<FontFile> RegularFile = new(() => FontFile.Read(Resources.Bytes("Vazirmatn-Regular.ttf")));
    private static readonly Lazy<FontFile> BoldFile = new(() => FontFile.Read(Resources.Bytes("Vazirmatn-Bold.ttf")));

    /// <summary>Upright, weight 400.</summary>
    public static FontFile Regular => RegularFile.Value;

    /// <summary>Upright, weight 700.</summary>
    public static FontFile Bold => BoldFile.Value;
}
