using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What those who work on a document say to each other about its sections.</summary>
internal static class CommentsEndpoints
{
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, string? section, string? done) =>
        Page.Of<CommentsPage, CommentsModel>(await Model(document, request, section) with { Done = done });

    public static async Task<IResult> Send(Id<Document> document, IFormCollection form, TenantRequest request, string? section)
    {
        var comments = request.Grains.PolicyComments(document);
        var (thread, actor, act) = (form.Line("thread", 40), request.Account!.Id.Value, FormText.First(form, "do"));
        var (field, text) = thread.Length > 0 ? ($"text-{thread}", form.Block($"text-{thread}")) : ("text", form.Block("text"));

        var outcome = act switch
        {
            "settle" or "open" => await Settle(comments, thread, text, act is "settle", actor),
            "remove" => await comments.Remove(thread, actor),
            "reply" => await comments.Reply(thread, text, actor),
            _ => await Begin(document, form.Line("section", 100), text, request, actor),
        };

        if (outcome.Succeeded(out var kept, out var refusal))
            return Results.Redirect($"{AdminPlaces.Comments(document)}?section={Uri.EscapeDataString(kept.Section)}&done={Done(act)}#{(act is "remove" ? "comments" : $"c-{kept.Id}")}");

        // What she typed into a thread that somebody took away stands in the form of a new one.
        var model = await Model(document, request, section ?? form.Line("section", 100)) with { Text = text };
        model = model with { Thread = model.Rows.Any(row => row.Thread.Id == thread) ? thread : "" };
        return Page.Of<CommentsPage, CommentsModel>(model, refusal.Field is "text" ? refusal with { Field = field } : refusal);
    }

    // What she typed beside the button is said first.
    private static async Task<Outcome<CommentThread>> Settle(IPolicyCommentsGrain comments, string thread, string text, bool settled, string actor)
    {
        var said = text.Trim().Length > 0 ? await comments.Reply(thread, text, actor) : null;
        return said is { Error: not null } ? said : await comments.Settle(thread, settled, actor);
    }

    /// <summary>Begins a thread about a section that the draft has.</summary>
    public static async Task<Outcome<CommentThread>> Begin(Id<Document> document, string key, string text, TenantRequest request, string actor)
    {
        var sections = Sections(await request.Grains.Policy(document).Draft(), request);

        return sections.TryGetValue(key, out var section)
            ? await request.Grains.PolicyComments(document).Begin(new BeginThread(key, section.Name, text, actor))
            : Error.Invalid("policy.comment_section", "Choose the section that it is about.", "section");
    }

    private static string Done(string act) => act switch { "settle" => "settled", "open" => "opened", "remove" => "removed", _ => "said" };

    private static async Task<CommentsModel> Model(Id<Document> document, TenantRequest request, string? section)
    {
        var draft = await request.Grains.Policy(document).Draft();
        var threads = await request.Grains.PolicyComments(document).Threads();
        var sections = Sections(draft, request);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var by in threads.SelectMany(thread => thread.Comments.Select(comment => comment.By).Append(thread.Settled?.By)).OfType<string>().Distinct(StringComparer.Ordinal))
            names[by] = await ActorNames.Of(request.Grains, by, request.UiLanguage);

        return new CommentsModel(
            document,
            [.. sections.Select(pair => (pair.Key, pair.Value.Name))],
            [.. threads.Where(thread => section is null or "" || thread.Section == section).OrderBy(thread => thread.IsOpen ? 0 : 1)
                .ThenBy(thread => Place(thread.Section)).Select(thread => Row(thread))],
            names.ToImmutableDictionary(StringComparer.Ordinal),
            section is { Length: > 0 } && (sections.ContainsKey(section) || threads.Any(thread => thread.Section == section)) ? section : null,
            DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft) ?? draft.Texts.Keys.Order(StringComparer.Ordinal).FirstOrDefault());

        ThreadRow Row(CommentThread thread) =>
            sections.TryGetValue(thread.Section, out var now) ? new(thread, now.Name, now.Language) : new(thread, null, null);

        int Place(string key) => sections.Keys.ToList().IndexOf(key) is >= 0 and var at ? at : int.MaxValue;
    }

    // As the text that binds names them; then those that only another language has.
    private static OrderedDictionary<string, (string Name, string? Language)> Sections(PolicyDraft draft, TenantRequest request)
    {
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);
        var sections = new OrderedDictionary<string, (string, string?)>(StringComparer.Ordinal);

        foreach (var text in draft.Texts.Values.OrderByDescending(text => text.Language == binding).ThenBy(text => text.Language, StringComparer.Ordinal))
        {
            foreach (var part in text.Parts)
                sections.TryAdd(part.Key, (SectionName.Of(part, request.Texts), part.Key == PolicyText.OpeningKey ? null : text.Language));
        }

        return sections;
    }
}

/// <param name="Sections">Keys and names of the sections that can be commented on.</param>
/// <param name="Rows">What is open first, then as the sections stand.</param>
/// <param name="Names">Who said something, by the actor as it is kept.</param>
/// <param name="Section">The one that is looked at; null for all.</param>
/// <param name="Language">Of the text to lead to; null where nothing is written.</param>
public sealed record CommentsModel(
    Id<Document> Document,
    ImmutableArray<(string Key, string Name)> Sections,
    ImmutableArray<ThreadRow> Rows,
    ImmutableDictionary<string, string> Names,
    string? Section,
    string? Language)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>The thread of a refused form; empty for a new one.</summary>
    public string Thread { get; init; } = "";

    /// <summary>What was typed into it.</summary>
    public string Text { get; init; } = "";
}

/// <param name="Section">What its section is called now; null where it is gone.</param>
/// <param name="Language">Of that name; null where it is the interface's, or not known.</param>
public sealed record ThreadRow(CommentThread Thread, string? Section, string? Language);
