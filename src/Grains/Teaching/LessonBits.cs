namespace Darsgah.Grains.Teaching;

/// <summary>A set of column numbers in a few characters: bits from the lowest on, in hexadecimal.</summary>
public static class LessonBits
{
    /// <summary>The set as text; empty for none.</summary>
    public static string Write(IEnumerable<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var nibbles = new List<int>();

        foreach (var column in columns)
        {
            while (nibbles.Count <= column / 4)
                nibbles.Add(0);

            nibbles[column / 4] |= 1 << (column % 4);
        }

        return string.Create(nibbles.Count, nibbles, static (text, values) =>
        {
            for (var index = 0; index < text.Length; index++)
                text[index] = "0123456789abcdef"[values[index]];
        });
    }

    /// <summary>Whether a column is in the set.</summary>
    public static bool Has(string bits, int column)
    {
        ArgumentNullException.ThrowIfNull(bits);
        return column >= 0 && column / 4 < bits.Length && (Nibble(bits[column / 4]) & (1 << (column % 4))) != 0;
    }

    /// <summary>How many of some columns are in the set; a column below 0 is in none.</summary>
    public static int Count(string bits, ImmutableArray<int> columns)
    {
        var count = 0;

        foreach (var column in columns)
        {
            if (Has(bits, column))
                count++;
        }

        return count;
    }

    private static int Nibble(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        _ => 0,
    };
}
