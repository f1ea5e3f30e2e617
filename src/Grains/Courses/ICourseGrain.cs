namespace Darsgah.Grains.Courses;

/// <summary>A course: what its page says, and its sections and lessons in order, as authored and as published.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>; the course's slug is its id. What its page says holds at once. Sections and lessons are
/// drafts until they are published; <see cref="Outline"/> never shows a draft.
/// </remarks>
[Alias("courses.course")]
public interface ICourseGrain : ITenantScopedGrain
{
    /// <summary>The course as its students see it, or null.</summary>
    [Alias("outline")]
    Task<CourseOutline?> Outline();

    /// <summary>The course as its authors left it, with what is not published yet; or null.</summary>
    [Alias("draft")]
    Task<CourseOutline?> Draft();

    /// <summary>Makes the course or changes what its page says, and tells the catalogue.</summary>
    /// <param name="expectedRevision">0 to make it; else the revision that the edit was made from.</param>
    /// <returns>The course; or <see cref="CourseErrors.SlugTaken"/>, <see cref="CourseErrors.Changed"/>, a refused field.</returns>
    [Alias("describe")]
    Task<Outcome<CourseOutline>> Describe(CourseDescription description, int expectedRevision);

    /// <summary>Adds a lesson at the end, or changes the draft of one.</summary>
    /// <returns>The course as authored; or <see cref="CourseErrors.NoSuchCourse"/>, a refused field.</returns>
    [Alias("put_lesson")]
    Task<Outcome<CourseOutline>> PutLesson(LessonContent lesson);

    /// <summary>Adds a lesson or changes the draft of one, with its terms and its place: all of it or nothing.</summary>
    /// <param name="section">The section at whose end it stands from now on; null to leave it where it is.</param>
    /// <param name="seen">What <see cref="LessonMark.Of(LessonHead)"/> said of the draft that was edited; null to ask nothing.</param>
    /// <returns>
    /// The course as authored; or <see cref="CourseErrors.Changed"/>, <see cref="CourseErrors.NoSuchSection"/>,
    /// <see cref="CourseErrors.ReleaseCircle"/>, a refused field.
    /// </returns>
    [Alias("save_lesson")]
    Task<Outcome<CourseOutline>> SaveLesson(LessonContent lesson, LessonTerms terms, Id<Section>? section, string? seen);

    /// <summary>Says when a lesson opens, what completes it, and whether the course can be finished without it.</summary>
    /// <returns>
    /// The course as authored; or <see cref="CourseErrors.NoSuchLesson"/>, <see cref="CourseErrors.ReleaseCircle"/>, a refused field.
    /// </returns>
    [Alias("set_lesson")]
    Task<Outcome<CourseOutline>> SetLesson(Id<Lesson> lesson, LessonTerms terms);

    /// <summary>Takes a lesson out of the draft; its students keep it until that is published.</summary>
    [Alias("remove_lesson")]
    Task<Outcome<CourseOutline>> RemoveLesson(Id<Lesson> lesson);

    /// <summary>Lessons that are not in the draft and can be put back, the one taken out last first.</summary>
    [Alias("removed")]
    Task<ImmutableArray<LessonHead>> Removed();

    /// <summary>Puts a lesson that was taken out at the end of the section that it stood in; its draft and its versions are as they were.</summary>
    /// <returns>The course as authored; or <see cref="CourseErrors.NoSuchLesson"/>, <see cref="CourseErrors.TooManyLessons"/>.</returns>
    [Alias("put_back")]
    Task<Outcome<CourseOutline>> PutBack(Id<Lesson> lesson);

    /// <summary>Puts a lesson of the draft into a section, at a place from 0.</summary>
    /// <param name="section">Empty for the lessons before the first section.</param>
    [Alias("place_lesson")]
    Task<Outcome<CourseOutline>> PlaceLesson(Id<Lesson> lesson, Id<Section> section, int place);

    /// <summary>Adds a section at the end of the draft, or gives one another title.</summary>
    [Alias("put_section")]
    Task<Outcome<CourseOutline>> PutSection(Id<Section> section, string title);

    /// <summary>Moves a section of the draft with its lessons, to a place from 0.</summary>
    [Alias("move_section")]
    Task<Outcome<CourseOutline>> MoveSection(Id<Section> section, int place);

    /// <summary>Takes a section out of the draft; its lessons join the section before it.</summary>
    [Alias("remove_section")]
    Task<Outcome<CourseOutline>> RemoveSection(Id<Section> section);

    /// <summary>Shows students the draft of one lesson, in the place that it has.</summary>
    /// <returns>
    /// The course as published; or <see cref="CourseErrors.NoSuchLesson"/>, <see cref="CourseErrors.FileGone"/>,
    /// <see cref="Quizzes.QuizErrors.WriteAQuestion"/>.
    /// </returns>
    [Alias("publish_lesson")]
    Task<Outcome<CourseOutline>> PublishLesson(Id<Lesson> lesson);

    /// <summary>Shows students the draft as it is, and takes from them what was taken out of it.</summary>
    /// <returns>
    /// The course as published; or <see cref="CourseErrors.NoSuchCourse"/>, <see cref="CourseErrors.FileGone"/>,
    /// <see cref="Quizzes.QuizErrors.WriteAQuestion"/>.
    /// </returns>
    [Alias("publish_all")]
    Task<Outcome<CourseOutline>> PublishAll();

    /// <summary>Makes the course from a copy: a draft, all of it or nothing.</summary>
    /// <returns>The course as authored; or <see cref="CourseErrors.SlugTaken"/>, a refused field.</returns>
    [Alias("take")]
    Task<Outcome<CourseOutline>> Take(CourseCopy copy);

    /// <summary>
    /// Deletes a course that nobody was ever in: its lessons, their versions, its place in the catalogue. Its address is not given
    /// again. Repeating it changes nothing.
    /// </summary>
    /// <returns>Null; or <see cref="CourseErrors.NoSuchCourse"/>, <see cref="CourseErrors.HasStudents"/>.</returns>
    [Alias("delete")]
    Task<Error?> Delete();

    /// <summary>Says who teaches the course, in the order they are shown.</summary>
    /// <returns>The course; or <see cref="CourseErrors.NoSuchCourse"/>, a refused field.</returns>
    [Alias("set_teachers")]
    Task<Outcome<CourseOutline>> SetTeachers(ImmutableArray<Id<Person>> teachers);
}
