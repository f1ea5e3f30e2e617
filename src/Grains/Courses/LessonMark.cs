using System.Security.Cryptography;
using System.Text.Json;

namespace Darsgah.Grains.Courses;

/// <summary>The fingerprint of a lesson's content, whatever its kind.</summary>
/// <remarks>
/// Of its serialised form: a record that holds lists is equal only to itself, and so is no measure of what it says.
/// </remarks>
public static class LessonMark
{
    /// <summary>64 bits of SHA-256, lower-case hex: enough to tell two drafts of one lesson apart.</summary>
    public static string Of(LessonContent content) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content)).AsSpan(0, 8));

    /// <summary>Of a lesson's draft and of its terms, wherever in its course it stands.</summary>
    public static string Of(LessonHead lesson) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(lesson with { Section = default })).AsSpan(0, 8));

    /// <summary>Whether two values are written the same.</summary>
    internal static bool Same<T>(T one, T other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));
}
