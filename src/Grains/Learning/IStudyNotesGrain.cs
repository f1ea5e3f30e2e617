using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>What a student wrote beside the lessons of one course, and the lessons she marked. Hers alone: nobody who teaches sees it.</summary>
/// <remarks>Key <c>tenant/{person}.{course}</c>; kept sealed with her own key.</remarks>
[Alias("learning.notes"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IStudyNotesGrain : ITenantScopedGrain
{
    /// <summary>All of them.</summary>
    [Alias("all")]
    Task<StudyNotes> All();

    /// <summary>Keeps what she wrote beside a lesson, in place of what she had; an empty text takes it away.</summary>
    /// <param name="seen">Mark of the note that she changed (<see cref="StudyNotes.MarkOf"/>); null to ask nothing.</param>
    /// <returns>
    /// Done; or <see cref="LearningErrors.NoteChanged"/>, <see cref="LearningErrors.NotesFull"/>, <see cref="LearningErrors.NoteTooLong"/>.
    /// </returns>
    [Alias("write")]
    Task<Outcome<Done>> Write(Id<Lesson> lesson, string text, string? seen = null);

    /// <summary>Marks a lesson, or takes the mark away. Repeating it changes nothing.</summary>
    [Alias("mark")]
    Task<Outcome<Done>> Mark(Id<Lesson> lesson, bool marked);
}

/// <summary>A student's notes and bookmarks in one course, and the rules of them.</summary>
[GenerateSerializer, Immutable, Alias("learning.notes.state"), PersonalData(DataCategory.Learning)]
public sealed record StudyNotes
{
    /// <summary>Characters of one note.</summary>
    public const int Longest = 4_000;

    /// <summary>Characters of all notes in a course: at most 180 KB, whatever the script.</summary>
    public const int MostCharacters = 60_000;

    /// <summary>Lessons that can be marked in a course.</summary>
    public const int MostMarks = 500;

    /// <summary>In the order of the first writing.</summary>
    [Id(0)] public ImmutableArray<StudyNote> Notes { get; init; } = [];

    /// <summary>Lessons marked, oldest first.</summary>
    [Id(1)] public ImmutableArray<Id<Lesson>> Marks { get; init; } = [];

    /// <summary>What she wrote beside a lesson; empty for nothing.</summary>
    public string Of(Id<Lesson> lesson) => Notes.FirstOrDefault(note => note.Lesson == lesson)?.Text ?? "";

    /// <summary>Fingerprint of a note, to see whether another window changed it: 64 bits of SHA-256, lower-case hex.</summary>
    public static string MarkOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>With a text beside a lesson; itself where that is the text already.</summary>
    /// <param name="seen">Mark of the note that was changed into the text; null to ask nothing.</param>
    public Outcome<StudyNotes> With(Id<Lesson> lesson, string text, DateTimeOffset at, string? seen = null)
    {
        ArgumentNullException.ThrowIfNull(text);

        if (string.Equals(Of(lesson), text, StringComparison.Ordinal))
            return this;

        if (seen is not null && !string.Equals(seen, MarkOf(Of(lesson)), StringComparison.Ordinal))
            return LearningErrors.NoteChanged();

        if (text.Length > Longest)
            return LearningErrors.NoteTooLong(Longest);

        var known = Notes.FirstOrDefault(note => note.Lesson == lesson);

        if (Notes.Sum(note => note.Text.Length) - (known?.Text.Length ?? 0) + text.Length > MostCharacters)
            return LearningErrors.NotesFull();

        var note = new StudyNote(lesson, text, at);

        return this with
        {
            Notes = (known, text.Length) switch
            {
                ({ } old, 0) => Notes.Remove(old),
                ({ } old, _) => Notes.Replace(old, note),
                _ => Notes.Add(note),
            },
        };
    }

    /// <summary>With or without the mark; itself where nothing changes.</summary>
    public Outcome<StudyNotes> Marked(Id<Lesson> lesson, bool marked) =>
        Marks.Contains(lesson) == marked ? this
        : !marked ? this with { Marks = Marks.Remove(lesson) }
        : Marks.Length >= MostMarks ? LearningErrors.NotesFull()
        : this with { Marks = Marks.Add(lesson) };
}

/// <summary>What she wrote beside one lesson.</summary>
/// <param name="Lesson">The lesson.</param>
/// <param name="Text">Plain text.</param>
/// <param name="At">When she last changed it, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.note"), PersonalData(DataCategory.Learning)]
public sealed record StudyNote(Id<Lesson> Lesson, string Text, DateTimeOffset At);
