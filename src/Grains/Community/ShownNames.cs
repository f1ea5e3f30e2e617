namespace Darsgah.Grains.Community;

/// <summary>Names that others see.</summary>
public static class ShownNames
{
    /// <summary>Characters of a name.</summary>
    public const int Longest = 100;

    /// <summary>A name that can be shown: no address (M21), with a letter in it, of 2 to <see cref="Longest"/> characters.</summary>
    public static bool IsOne(string name)
    {
        ArgumentNullException.ThrowIfNull(name);

        return name.Length is >= 2 and <= Longest && !name.Contains('@', StringComparison.Ordinal) && !name.Any(char.IsControl)
            && name.Any(char.IsLetter);
    }
}
