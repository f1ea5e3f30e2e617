using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>A glyph while it is shaped.</summary>
internal sealed class Glyph(int codePoint, int cluster)
{
    public const int Everywhere = 1;

    public int CodePoint { get; } = codePoint;

    /// <summary>Index of its first character in the text.</summary>
    public int Cluster { get; set; } = cluster;

    public int Id { get; set; }

    public GlyphKind Kind { get; set; }

    /// <summary>Which features are on for it: one bit each.</summary>
    public int Mask { get; set; } = Everywhere;

    /// <summary>It came out of a substitution, so it is a real glyph whatever its character was.</summary>
    public bool Substituted { get; set; }

    /// <summary>It is one of several that one glyph became.</summary>
    public bool Multiplied { get; set; }

    /// <summary>Number of the ligature that it is or, for a mark, stands on; 0 for none.</summary>
    public int Ligature { get; set; }

    /// <summary>The ligature's part that a mark stands on, from 1; 0 for the ligature itself.</summary>
    public int Component { get; set; }

    /// <summary>How many characters' glyphs a ligature was made of.</summary>
    public int Components { get; set; } = 1;

    public int Advance { get; set; }

    public int OffsetX { get; set; }

    public int OffsetY { get; set; }

    /// <summary>Where the glyph that this one hangs on is, seen from here; 0 for nowhere.</summary>
    public int AttachedTo { get; set; }

    public bool IsCursive { get; set; }

    public bool IsMark => Kind == GlyphKind.Mark;

    /// <summary>A joiner or a direction mark: matched only by rules that name it, and drawn as nothing.</summary>
    public bool IsIgnorable => !Substituted && DefaultIgnorables.Has(CodePoint);

    public bool IsNonJoiner => CodePoint == DefaultIgnorables.NonJoiner;

    public bool IsJoiner => CodePoint == DefaultIgnorables.Joiner;
}

/// <summary>Characters that are never drawn (Default_Ignorable_Code_Point), as far as they can come before a shaper here.</summary>
internal static class DefaultIgnorables
{
    public const int NonJoiner = 0x200C;
    public const int Joiner = 0x200D;

    public static bool Has(int codePoint) => codePoint is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5
        or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
        or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF);
}
