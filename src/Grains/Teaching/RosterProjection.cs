using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>Writes what an enrolment says into the course's roster and grade book.</summary>
/// <remarks>
/// It writes after the enrolment did, and writes the whole line: what a crash cut off is there after the next change, or after
/// <see cref="IEnrollmentGrain.Refresh"/>. The same again costs no write.
/// </remarks>
internal sealed class RosterProjection(TenantGrains grains, Id<Person> person, Id<Course> course)
{
    private RosterColumns columns = RosterColumns.None;
    private bool isKnown;
    private bool leftOut;
    private string? name;

    /// <summary>Brings the roster up to date.</summary>
    /// <param name="record">The enrolment, which has a place.</param>
    /// <param name="whole">Whether she is in the course may have changed, or anything else; false where only progress did.</param>
    public async Task Put(EnrollmentRecord record, bool whole)
    {
        var enrollment = record.Enrollment!;
        ImmutableArray<Id<Lesson>> done = [.. enrollment.Completed.Select(lesson => lesson.Lesson)];
        ImmutableArray<Id<Lesson>> graded = [.. enrollment.Grades.Select(grade => grade.Lesson)];
        var roster = grains.Roster(course);

        if (!columns.Hold(done, graded))
            columns = await roster.Columns(done, graded);

        var account = await grains.Person(person).Account(PurposeUses.RosterName);

        if (whole || !isKnown)
            leftOut = await LeftOut.Of(grains, person, account?.Country ?? "");

        var line = LineOf(record, account is null ? "" : NameOf(account)) with { LeftOut = leftOut };
        var segment = grains.RosterSegment(course, line.Slot / RosterSegment.Most);
        var before = isKnown ? name : await segment.NameAt(line.Slot);

        foreach (var (sheet, cells) in SheetsOf(enrollment))
            await grains.GradeSheet(course, line.Slot / RosterSegment.Most, sheet).Put(person, cells);

        // The first time after a start, seats are counted too: a crash may have cut that off.
        if (whole || !isKnown)
            await roster.Put(line);
        else
            await segment.Put(line);

        // After the line, so that an index made from the lines meanwhile has either. Again where a crash may have cut it off.
        if (whole || !string.Equals(before, line.Name, StringComparison.Ordinal))
            await grains.RosterWords(course).Put(line.Slot, line.Name, before);

        (isKnown, name) = (true, line.Name);

        if (whole)
            await grains.Agenda(course).Came(line);
    }

    /// <summary>What she is called: never by her address (M21).</summary>
    internal static string NameOf(People.PersonAccount account) =>
        account.Name.Length > 0 ? account.Name : account.FirstName.Length > 0 ? account.FirstName : account.UserName;

    private RosterLine LineOf(EnrollmentRecord record, string name)
    {
        var enrollment = record.Enrollment!;
        return new RosterLine(
            person,
            record.Slot!.Value,
            name,
            enrollment.EnrolledAt,
            enrollment.State,
            enrollment.Until,
            enrollment.Cohort,
            record.LastAt,
            LessonBits.Write(enrollment.Completed.Select(done => columns.Lessons.IndexOf(done.Lesson)).Where(column => column >= 0)),
            enrollment.Grades.Sum(grade => grade.Points),
            enrollment.Grades.Sum(grade => grade.OutOf),
            record.Failures.Count(failed => failed.Times >= 2));
    }

    private IEnumerable<(int Sheet, string Cells)> SheetsOf(Enrollment enrollment) => enrollment.Grades
        .Select(grade => (Column: columns.Graded.IndexOf(grade.Lesson), Grade: grade))
        .Where(graded => graded.Column >= 0)
        .GroupBy(graded => graded.Column / GradeCells.Columns)
        .Select(sheet =>
        {
            var cells = new GradeCell?[GradeCells.Columns];

            foreach (var (column, grade) in sheet)
            {
                var byHand = enrollment.ByHand.Any(given => given.Lesson == grade.Lesson);
                cells[column % GradeCells.Columns] = new GradeCell(grade.Points, grade.OutOf, grade.Passed, byHand);
            }

            return (sheet.Key, GradeCells.Write(cells));
        });
}
