using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>Translations that say a term in another word than the school's glossary has for it.</summary>
internal static class GlossaryRules
{
    public static IEnumerable<LintFinding> OfAll(IReadOnlyDictionary<string, PolicyText> texts, LintContext context)
    {
        var binding = context.Rules.PolicyLanguage.Authoritative;

        return context.Glossary.IsEmpty || !texts.TryGetValue(binding, out var source)
            ? []
            : texts.Values.Where(text => text.Language != binding).OrderBy(text => text.Language, StringComparer.Ordinal)
                .SelectMany(text => Of(text, source, context));
    }

    private static IEnumerable<LintFinding> Of(PolicyText text, PolicyText source, LintContext context)
    {
        var sheet = new LintText(text, context.Document);

        foreach (var part in text.Parts.Where(part => part.Heading.Length + part.Markdown.Length > 0))
        {
            if (source.Section(part.Key) is not { } from)
                continue;

            foreach (var term in context.Glossary)
            {
                var (words, its) = (term.WordsIn(source.Language), term.WordsIn(text.Language));

                if (!words.IsEmpty && !its.IsEmpty && Says(from, words) && !Says(part, its))
                {
                    yield return sheet.At(
                        LintRules.GlossaryWord, LintSeverity.Warning, LintClause.Naming(part), its[0],
                        ("term", words[0]), ("word", string.Join(" / ", its)), ("note", term.Note));
                }
            }
        }
    }

    private static bool Says(PolicySection part, ImmutableArray<string> words)
    {
        var text = TextFold.Fold($"{part.Heading}\n{part.Markdown}");
        return words.Any(word => Says(text, TextFold.Fold(word)));
    }

    // A whole word, its plural with "s" too; in Arabic script inside words as well, for article and plural are carried on them.
    private static bool Says(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (word.Any(WritingDirection.IsRightToLeft))
                return true;

            var end = at + word.Length;
            end += end < text.Length && text[end] == 's' ? 1 : 0;

            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                return true;
        }

        return false;
    }
}
