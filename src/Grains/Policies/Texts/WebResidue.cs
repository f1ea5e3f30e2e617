using System.Collections.Frozen;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// What a copy of a web page brings along that is no policy: buttons, messages, a table of contents (T42).
/// </summary>
internal static class WebResidue
{
    private static readonly FrozenSet<string> interfaceLines = new[]
    {
        "x", "menu", "close", "home", "search", "share", "print", "login", "log in", "sign in", "sign up", "register",
        "back", "back to top", "skip to content", "skip to main content", "loading", "accept all", "accept cookies",
        "cookie settings", "subscribe", "are you sure you want to delete this file", "do you have a question",
        "have a question", "delete file", "message sent close", "your message has been sent close",
        "هل لديك سؤال", "حذف الملف", "تم إرسال الرسالة غلق", "تم إرسال الرسالة", "غلق", "إغلاق", "القائمة", "الرئيسية",
        "بحث", "تسجيل الدخول", "تسجيل", "مشاركة", "طباعة", "رجوع", "تخطي إلى المحتوى",
        "بستن", "جستجو", "خانه", "صفحه اصلی", "ورود", "ثبت نام", "ثبت‌نام", "چاپ", "بازگشت", "فهرست منو",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> contentsTitles = new[]
    {
        "table of contents", "contents", "جدول المحتويات", "المحتويات", "فهرست", "فهرست مطالب", "فهرست مندرجات",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Names residue in <paramref name="findings"/>, and returns the items without it if that is wanted.
    /// </summary>
    public static List<SourceItem> Find(List<SourceItem> items, bool remove, ICollection<ImportFinding> findings)
    {
        var residue = new HashSet<SourceItem>(ReferenceEqualityComparer.Instance);
        var head = items.TakeWhile(IsInterface).ToList();
        var tail = items.Skip(head.Count).Reverse().TakeWhile(IsInterface).Reverse().ToList();

        Report(head, "buttons and messages of the web page it was copied from, above the text");
        Report(tail, "buttons and messages of the web page it was copied from, below the text");

        foreach (var contents in Contents(items))
        {
            Note(contents, ImportFindings.Contents, remove
                ? "A table of contents was left out; pages show one of their own."
                : "This is a table of contents; pages show one of their own.");
        }

        return remove ? items.FindAll(item => !residue.Contains(item)) : items;

        void Report(List<SourceItem> lines, string what)
        {
            if (lines.Count > 0)
                Note(lines, ImportFindings.Residue, remove ? $"Left out: {what}." : $"These look like {what}.");
        }

        void Note(List<SourceItem> lines, string code, string message)
        {
            var excerpt = string.Join(" | ", lines.Select(line => line.Text));
            findings.Add(new(
                code, lines[0].Line, lines[^1].LastLine, message, excerpt[..Math.Min(excerpt.Length, 200)], remove));
            residue.UnionWith(lines);
        }
    }

    /// <summary>True for a line that a web page has for its buttons and messages.</summary>
    public static bool IsInterface(string line) =>
        line is "×" or "✕" or "☰" || interfaceLines.Contains(SourceItem.Plain(line));

    // Alone at the very start or end, never between: "Close" may be a heading.
    private static bool IsInterface(SourceItem item) => IsInterface(item.Text);

    // A title of contents and then lines that all occur again further down, so that no word is lost with them.
    private static IEnumerable<List<SourceItem>> Contents(List<SourceItem> items)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
            last[Entry(items[index])] = index;

        for (var index = 0; index < items.Count; index++)
        {
            if (!contentsTitles.Contains(SourceItem.Plain(items[index].Text)))
                continue;

            var end = index + 1;
            while (end < items.Count && last[Entry(items[end])] > end)
                end++;

            if (end - index > 2)
                yield return items[index..end];

            index = end - 1;
        }
    }

    private static string Entry(SourceItem item) => SourceItem.Plain(item.Numbered?.After ?? item.Text);
}
