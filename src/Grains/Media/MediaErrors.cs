namespace Darsgah.Grains.Media;

/// <summary>Refusals about files.</summary>
public static class MediaErrors
{
    /// <summary>There is none, or it is not to be seen.</summary>
    public static Error NoSuchFile(string file) => Error.NotFound(
        "media.no_such_file", $"There is no file '{file}'.", null, ("file", file));

    /// <summary>There is none, or it took too long.</summary>
    public static Error NoSuchUpload(string upload) => Error.NotFound(
        "media.no_such_upload", $"There is no upload '{upload}' any more. Start it again.", null, ("upload", upload));

    /// <summary>Larger than one file may be.</summary>
    public static Error TooLarge(long most) => Error.Invalid(
        "media.too_large", $"A file takes at most {Megabytes(most)} MB here.", "file", ("most", Megabytes(most)));

    /// <summary>The school's room is full.</summary>
    public static Error NoRoom(long most, long left) => Error.Conflict(
        "media.no_room",
        $"The school has {Megabytes(left)} MB of its {Megabytes(most)} MB left. Delete files that are not used, or ask the operator for more.",
        "file",
        ("most", Megabytes(most)),
        ("left", Megabytes(left)));

    /// <summary>As many uploads as run at once.</summary>
    public static Error TooManyUploads(int most) => Error.Conflict(
        "media.too_many_uploads",
        $"{most} uploads are under way already. Let one end first.",
        "file",
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A file without anything in it.</summary>
    public static Error Empty() => Error.Invalid("media.empty", "The file is empty.", "file");

    /// <summary>A name without any character.</summary>
    public static Error NoName() => Error.Invalid("media.no_name", "Give the file a name.", "file");

    /// <summary>It is called a video, a picture … and is none.</summary>
    public static Error NotWhatItSays(string name, MediaType claimed)
    {
        ArgumentNullException.ThrowIfNull(claimed);
        var kind = claimed.Kind.ToString().ToLowerInvariant();
        return Error.Invalid(
            "media.not_a_" + kind,
            $"“{name}” is called a {kind}, and is none that can be shown. It may be damaged, or cut off, or something else under that name.",
            "file",
            ("name", name));
    }

    /// <summary>Only captions can take the place of captions.</summary>
    public static Error NotCaptions() => Error.Invalid("media.not_captions", "Only a file of captions can replace one.", "file");

    /// <summary>Lessons show it.</summary>
    public static Error InUse(string name) => Error.Conflict(
        "media.in_use", $"“{name}” is used by lessons. Take it out of them first.", null, ("name", name));

    private static string Megabytes(long bytes) => Math.Max(0, bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture);
}
