using Darsgah.Grains.Courses;

namespace Darsgah.Gateway.Pages.Courses;

/// <summary>A lesson that is not open to her: its name, and nothing that it says.</summary>
public sealed record LessonClosedModel(CourseWay Way, LessonHead Lesson);
