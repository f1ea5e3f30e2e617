using System.Globalization;
using System.Runtime.InteropServices;

namespace Darsgah.Gateway.Shell;

/// <summary>
/// A school's colour, and the shades of it that stay readable (WCAG 2.2, 1.4.3: 4.5 to 1 for text) whatever the school
/// has chosen, on light and on dark paper.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BrandColour
{
    private const double ReadableContrast = 4.6; // a little above 4.5, so that rounding to bytes never falls below
    private static readonly BrandColour White = new(255, 255, 255);
    private static readonly BrandColour Black = new(0, 0, 0);
    private static readonly BrandColour Ink = new(16, 24, 32);
    private static readonly BrandColour LightPaper = new(238, 241, 243); // the darkest surface of the light scheme
    private static readonly BrandColour DarkPaper = new(38, 45, 53); // the lightest surface of the dark scheme

    private BrandColour(byte red, byte green, byte blue) => (Red, Green, Blue) = (red, green, blue);

    /// <summary>The colour of a school that has not chosen one: a deep teal.</summary>
    public static BrandColour Default { get; } = new(0x0F, 0x5C, 0x63);

    public byte Red { get; }

    public byte Green { get; }

    public byte Blue { get; }

    /// <summary>Text on a surface of this colour: white, or near-black where white would be too faint.</summary>
    public BrandColour TextOn => Contrast(this, White) >= 4.5 ? White : Contrast(this, Ink) >= 4.5 ? Ink : Black;

    /// <summary>This colour as text and lines on light paper, darkened as far as it must be.</summary>
    public BrandColour OnLight => Towards(Black, LightPaper, SoftOnLight);

    /// <summary>This colour as text and lines on dark paper, lightened as far as it must be.</summary>
    public BrandColour OnDark => Towards(White, DarkPaper, SoftOnDark);

    /// <summary>A hint of this colour on light paper, for what is chosen or set apart.</summary>
    public BrandColour SoftOnLight => Mix(White, 0.9);

    /// <summary>The same on dark paper.</summary>
    public BrandColour SoftOnDark => DarkPaper.Mix(this, 0.14);

    /// <summary>The same a step darker or lighter, for a surface under the pointer; <see cref="TextOn"/> stays readable.</summary>
    public BrandColour Pressed => TextOn == White ? Mix(Black, 0.16) : Mix(White, 0.22);

    /// <param name="text"><c>#rrggbb</c>, the form that a colour input sends.</param>
    public static bool TryParse(string? text, out BrandColour colour)
    {
        colour = Default;

        if (text is not ['#', ..] || text.Length != 7
            || !int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            return false;

        colour = new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        return true;
    }

    /// <summary>Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio").</summary>
    public static double Contrast(BrandColour one, BrandColour other)
    {
        var (first, second) = (one.Luminance, other.Luminance);

        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>This colour with a share of another, 0 to 1.</summary>
    public BrandColour Mix(BrandColour other, double share) => new(
        Blend(Red, other.Red, share), Blend(Green, other.Green, share), Blend(Blue, other.Blue, share));

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");

    /// <summary>The stylesheet that carries a school's colour; linked, because the CSP allows no inline style.</summary>
    public string ToCss() =>
        $$"""
        :root {
          --brand: {{this}};
          --brand-pressed: {{Pressed}};
          --on-brand: {{TextOn}};
          --brand-ink: {{OnLight}};
          --brand-soft: {{SoftOnLight}};
          --brand-line: {{Mix(White, 0.68)}};
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --brand-ink: {{OnDark}};
            --brand-soft: {{SoftOnDark}};
            --brand-line: {{DarkPaper.Mix(OnDark, 0.3)}};
          }
        }
        """;

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    private static double Linear(byte channel)
    {
        var share = channel / 255.0;

        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    private static byte Blend(byte one, byte other, double share) => (byte)Math.Round(one + ((other - one) * share));

    private BrandColour Towards(BrandColour end, BrandColour paper, BrandColour tinted)
    {
        for (var share = 0.0; share < 1; share += 0.02)
        {
            if (Mix(end, share) is var shade && Contrast(shade, paper) >= ReadableContrast
                && Contrast(shade, tinted) >= ReadableContrast)
                return shade;
        }

        return end;
    }
}
