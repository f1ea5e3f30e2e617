namespace Darsgah.Grains.Courses;

/// <summary>Refusals about courses and lessons.</summary>
public static class CourseErrors
{
    /// <summary>There is none, or it is not to be seen.</summary>
    public static Error NoSuchCourse(string course) => Error.NotFound(
        "course.no_such_course", $"There is no course '{course}'.", null, ("course", course));

    /// <summary>The course has no such lesson.</summary>
    public static Error NoSuchLesson(string lesson) => Error.NotFound(
        "course.no_such_lesson", $"The course has no lesson '{lesson}'.", null, ("lesson", lesson));

    /// <summary>The course has no such section.</summary>
    public static Error NoSuchSection(string section) => Error.NotFound(
        "course.no_such_section", $"The course has no section '{section}'.", null, ("section", section));

    /// <summary>A lesson would open only after itself.</summary>
    public static Error ReleaseCircle() => Error.Invalid(
        "course.release_circle", "This lesson would wait for itself: the one it waits for waits for it.", "release_lesson");

    /// <summary>A lesson would open after a score in one that gives none.</summary>
    public static Error NoPoints() => Error.Invalid(
        "course.no_points", "That lesson gives no points. Name a quiz or an assignment of this course.", "release_lesson");

    /// <summary>Lessons of that kind are completed otherwise.</summary>
    public static Error NotCompletedSo() => BadField("completion", "A lesson of this kind is not completed so.");

    /// <summary>Somebody is or was in the course: what she did there is hers.</summary>
    public static Error HasStudents() => Error.Conflict(
        "course.has_students", "Somebody is or was in this course, so it cannot be deleted. Archive it: nobody finds or joins it any more.");

    /// <summary>A course of that address was deleted; who has an old link to it must not come to another one.</summary>
    public static Error SlugGone(string slug) => Error.Invalid(
        "course.slug_gone", $"A course at the address '{slug}' was deleted. Choose another address.", "slug", ("slug", slug));

    /// <summary>There is a course of that address.</summary>
    public static Error SlugTaken(string slug) => Error.Conflict(
        "course.slug_taken", $"There is a course with the address '{slug}' already.", "slug", ("slug", slug));

    /// <summary>Somebody else changed it first.</summary>
    public static Error Changed(int seen, int now) => Error.Conflict(
        "course.changed",
        $"The course was changed while you edited it (you saw {seen}, it is {now}). Look at it again and repeat your change.");

    /// <summary>Somebody else saved the lesson first.</summary>
    public static Error LessonChanged() => Error.Conflict(
        "course.changed", "The lesson was changed while you edited it. Look at it again and repeat your change.");

    /// <summary>What a lesson plays or gives out was deleted since.</summary>
    public static Error FileGone(string lesson) => Error.Invalid(
        "course.file_gone", $"A file of the lesson '{lesson}' is no longer there. Choose another in the lesson.", null, ("lesson", lesson));

    /// <summary>A field that cannot be.</summary>
    public static Error BadField(string field, string problem) => Error.Invalid(
        "course.bad_field", problem, field, ("field", field), ("problem", problem));

    /// <summary>Only so many lessons fit.</summary>
    public static Error TooManyLessons(int most) => Error.Invalid(
        "course.too_many_lessons",
        $"A course takes at most {most} lessons. Split it in two.",
        null,
        ("most", most.ToString(CultureInfo.InvariantCulture)));
}
