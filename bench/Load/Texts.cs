using System.Text;

namespace Darsgah.Load;

/// <summary>Texts of ordinary length.</summary>
internal static class Texts
{
    public const string Sentence = "Three short lessons, one sheet of paper, and you know where your money goes.";

    public const string Lesson = """
        Three kinds are enough:

        1. **Must**: rent, food, medicine, transport to work.
        2. **Want**: sweets, a new scarf, a trip.
        3. **Later**: what you put aside.

        | Income | Afghani |
        |---|---:|
        | Salary | 18,000 |
        | Sewing orders | 4,500 |
        | **Together** | **22,500** |

        Go through your receipts and give each a number. Do not judge, only sort. Look at it every Friday for five
        minutes, then write next month's plan: first the *musts*, then *later*, and what is left is for *wants*.
        """;

    // Words that a page must show, in English.
    public const string PolicyMark = "What we keep, part 27";

    /// <summary>A policy of 27 sections; its page is some 25 KB.</summary>
    public static string Policy(string language)
    {
        var (title, heading, words) = language switch
        {
            "en" => (
                "Privacy policy",
                "What we keep, part",
                "We keep your name, your address and the lessons that you have finished, so that you can go on later. "),
            _ => (
                "پالیسی حریم خصوصی",
                "آنچه نگه می‌داریم، بخش",
                "ما نام، نشانی و درس‌هایی را که تمام کرده‌اید نگه می‌داریم تا بتوانید از همان جا ادامه دهید. "),
        };
        var text = new StringBuilder($"# {title}\n\n{words}\n\n");

        for (var section = 1; section <= 27; section++)
        {
            text.Append("## ").Append(heading).Append(' ').Append(section).Append("\n\n")
                .Append(words).Append(words).Append("\n\n- ").Append(words)
                .Append("\n- **").Append(words.Trim()).Append("**\n\n").Append(words).Append("\n\n");
        }

        return text.ToString();
    }
}
