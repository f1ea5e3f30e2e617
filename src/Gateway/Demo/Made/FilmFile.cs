namespace Darsgah.Gateway.Demo.Made;

/// <summary>A film drawn by this program: a dough that doubles in its jar, as an MP4 that every browser plays.</summary>
internal static class FilmFile
{
    private const int Width = 320;
    private const int Height = 192;
    private const int FramesPerSecond = 5;
    private const int Hours = 6;
    private const int SecondsPerHour = 2;

    private static readonly Paint wall = new(235, 118, 134);
    private static readonly Paint glass = new(150, 128, 126);
    private static readonly Paint dough = new(190, 105, 142);
    private static readonly Paint bubble = new(215, 112, 138);
    private static readonly Paint mark = new(110, 110, 200);
    private static readonly Paint past = new(90, 118, 160);

    /// <summary>Seconds that it plays.</summary>
    public const int Seconds = Hours * SecondsPerHour;

    /// <summary>The film. The same bytes each time.</summary>
    public static byte[] RisingDough()
    {
        var frames = Enumerable.Range(0, Seconds * FramesPerSecond).Select(Draw);
        return FilmContainer.Of(FilmCoder.Code(Width, Height, frames), Width, Height, FramesPerSecond);
    }

    private static Raster Draw(int frame)
    {
        var raster = new Raster(Width, Height, wall);
        var last = (Seconds * FramesPerSecond) - 1;

        // The hours that have gone by, and the mark at twice the height.
        for (var hour = 0; hour < Hours; hour++)
            raster.Fill(64 + (hour * 32), 16, 24, 8, frame >= hour * SecondsPerHour * FramesPerSecond ? past : glass);

        raster.Fill(104, 48, 112, 128, glass);
        raster.Fill(112, 48, 96, 120, wall);

        var high = 48 + (2 * (24 * frame / last));
        raster.Fill(112, 168 - high, 96, high, dough);

        for (var number = 0; number < frame / 6; number++)
            raster.Fill(116 + (number * 34 % 84), 160 - (number * 22 % Math.Max(8, high - 16)), 6, 6, bubble);

        raster.Fill(96, 72, 128, 2, mark);
        return raster;
    }
}

/// <summary>A colour as video has it: lightness from 16 to 235, and two parts of hue around 128.</summary>
internal sealed record Paint(byte Y, byte Cb, byte Cr);

/// <summary>One frame: lightness for each pixel, hue for each four.</summary>
internal sealed class Raster
{
    public Raster(int width, int height, Paint paint)
    {
        (Width, Height) = (width, height);
        (Y, Cb, Cr) = (new byte[width * height], new byte[width * height / 4], new byte[width * height / 4]);
        Fill(0, 0, width, height, paint);
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Y { get; }

    public byte[] Cb { get; }

    public byte[] Cr { get; }

    /// <summary>A rectangle, of even numbers.</summary>
    public void Fill(int left, int top, int width, int height, Paint paint)
    {
        for (var row = top; row < top + height; row++)
            Y.AsSpan((row * Width) + left, width).Fill(paint.Y);

        for (var row = top / 2; row < (top + height) / 2; row++)
        {
            Cb.AsSpan(((row * Width) + left) / 2, width / 2).Fill(paint.Cb);
            Cr.AsSpan(((row * Width) + left) / 2, width / 2).Fill(paint.Cr);
        }
    }
}
