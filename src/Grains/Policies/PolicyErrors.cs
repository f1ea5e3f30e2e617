namespace Darsgah.Grains.Policies;

/// <summary>Refusals about documents.</summary>
public static class PolicyErrors
{
    /// <summary>No version is in force.</summary>
    public static Error NotPublished(Id<Document> document) => Error.NotFound(
        "policy.not_published", $"The document '{document}' is not published yet.", null, ("document", document.Value));

    /// <summary>There is no version of that number.</summary>
    public static Error NoSuchVersion(Id<Document> document, int number) => Error.NotFound(
        "policy.no_such_version",
        $"The document '{document}' has no version {number}.",
        null,
        ("document", document.Value),
        ("number", number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Somebody saved or published first.</summary>
    public static Error DraftChanged(int seen, int now) => Error.Conflict(
        "policy.draft_changed",
        $"The draft changed while you worked on it (you had revision {seen}, it is {now}). Nothing of yours was saved over it; compare and save again.",
        null,
        ("seen", seen.ToString(CultureInfo.InvariantCulture)),
        ("now", now.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whoever says that a translation still fits a changed section says why.</summary>
    /// <param name="section">Key of the section; also the field.</param>
    public static Error StillCorrectReasonNeeded(string section) => Error.Invalid(
        "policy.still_correct_reason_needed",
        $"Say why the translation of '{section}' is still correct, in 1 to {StillCorrect.LongestReason} characters. The reason is kept.",
        section);

    /// <summary>The draft was saved after the replacement, or there was none.</summary>
    public static Error NothingToUndo() => Error.Conflict(
        "policy.nothing_to_undo", "The draft was saved after the replacement, so it cannot be taken back as a whole. Find the words, and replace them again.");

    /// <summary>A draft that is worked on is thrown away first.</summary>
    public static Error DraftSaved() => Error.Conflict(
        "policy.draft_saved", "Somebody has saved a draft already. Publish it or throw it away first; then start from another version.");

    /// <summary>A document that was taken out of use has no new versions.</summary>
    public static Error DocumentWithdrawn(Id<Document> document) => Error.Conflict(
        "policy.document_withdrawn", $"The document '{document}' is withdrawn. Bring it back into use first; then publish.");

    /// <summary>A comment says something, and not too much.</summary>
    public static Error CommentNeeded() => Error.Invalid(
        "policy.comment_needed", $"Write what you want to say, in 1 to {Comment.LongestText} characters.", "text");

    /// <summary>There is no room for more comments.</summary>
    public static Error CommentsFull() => Error.Invalid(
        "policy.comments_full", "This document has as many comments as fit. Remove threads that are settled, and send it again.", "text");

    /// <summary>Somebody removed it meanwhile, or it never was.</summary>
    public static Error NoSuchThread() => Error.NotFound(
        "policy.no_such_thread", "These comments are not there any more; somebody has removed them.");

    /// <summary>What is open is not removed.</summary>
    public static Error ThreadOpen() => Error.Conflict(
        "policy.thread_open", "These comments are open. Settle them first, then they can be removed.");

    /// <summary>The draft says what the last version says, or nothing.</summary>
    public static Error NothingToPublish() => Error.Invalid(
        "policy.nothing_to_publish", "The draft holds nothing that the last version does not say already.");

    /// <summary>The school's rules ask for a summary, in each language of the version (M44).</summary>
    public static Error SummaryNeeded(string language) => Error.Invalid(
        "policy.summary_needed",
        $"This school promises a summary of significant changes. Write one in '{language}'.",
        "summary",
        ("language", language));

    /// <summary>A summary goes into letters and notices.</summary>
    public static Error SummaryTooLong(string language) => Error.Invalid(
        "policy.summary_long",
        $"A summary takes 1 to {PublishPolicy.LongestSummary} characters. The one in '{language}' does not.",
        "summary",
        ("language", language));

    /// <summary>The school's rules ask for an effective date (T16).</summary>
    public static Error EffectiveDateNeeded() => Error.Invalid(
        "policy.effective_date_needed", "This school's policy promises an effective date with every version. Enter one.", "effective");

    /// <summary>A version cannot be in force before it is published.</summary>
    public static Error EffectiveBeforePublished() => Error.Invalid(
        "policy.effective_before_published", "The effective date lies in the past. Enter today or a later day.", "effective");

    /// <summary>Versions come into force in the order of their numbers.</summary>
    /// <param name="number">The version that is to come into force first.</param>
    /// <param name="day">Its day, ISO 8601, UTC.</param>
    public static Error EffectiveBeforeScheduled(int number, DateTimeOffset day) => Error.Conflict(
        "policy.effective_before_scheduled",
        $"Version {number} is to come into force on {day.UtcDateTime:yyyy-MM-dd} (UTC), and a later version cannot come before it. Choose a later "
        + "day, or call that version off first.",
        "effective",
        ("number", number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What was in force is not called off; a new version supersedes it.</summary>
    public static Error AlreadyInForce(int number) => Error.Conflict(
        "policy.already_in_force",
        $"Version {number} is in force, or was. Only a version whose day has not come can be called off; publish a new one instead.",
        null,
        ("number", number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The school does not publish without the text that binds (M02).</summary>
    public static Error AuthoritativeMissing(string language) => Error.Invalid(
        "policy.authoritative_missing",
        $"The text in the prevailing language ('{language}') is missing, and this school does not publish without it.",
        null,
        ("language", language));

    /// <summary>Something in the text has to be mended, or decided by a person, first.</summary>
    /// <param name="rules">Codes of the rules, each once.</param>
    public static Error FindingsOpen(int count, IEnumerable<string> rules) => Error.Invalid(
        "policy.findings_open",
        $"{count} finding(s) in the text wait for a person: {string.Join(", ", rules)}. Mend the text, or decide to leave each as it "
        + "is, with a note (PUT …/findings/{finding}/decision, or the document's page of findings). Then publish again.",
        null,
        ("count", count.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The texts have no finding of that fingerprint, perhaps since a moment ago.</summary>
    public static Error NoSuchFinding() => Error.NotFound(
        "policy.no_such_finding", "The text has no such finding, or not any more: its clause may have changed. Look at the findings again.");

    /// <summary>Somebody else decided first.</summary>
    public static Error FindingDecided() => Error.Conflict(
        "policy.finding_decided", "Somebody has already decided about this finding. Read that decision; withdraw it first to make another.");

    /// <summary>The school's own rules refuse what the decision would allow.</summary>
    public static Error FindingNotDecidable() => Error.Invalid(
        "policy.finding_not_decidable",
        "The school's rules do not publish without the prevailing text, whatever is decided here. Import that text, or change the rule.");

    /// <summary>A decision says why.</summary>
    public static Error NoteNeeded() => Error.Invalid(
        "policy.note_needed",
        $"Say why it stays as it is, in 1 to {DecideFinding.LongestNote} characters. The note is kept with the decision.",
        "note");

    /// <summary>There is no decision to take back.</summary>
    public static Error FindingNotDecided() => Error.NotFound(
        "policy.finding_not_decided", "There is no decision about this finding, so none can be withdrawn.");

    /// <summary>One person alone does not publish at this school.</summary>
    public static Error ApprovalNeeded() => Error.Forbidden(
        "policy.approval_needed",
        "At this school a second person approves every version (publish.approval = secondPerson). Ask for it on the document's page of "
        + "publishing, or with POST …/versions from a person's session.");

    /// <summary>Asking and approving is done by people who run the school, each for herself.</summary>
    public static Error ApprovalNeedsPerson() => Error.Forbidden(
        "policy.approval_needs_person",
        "Publishing with approval is asked for and approved by admins or owners of the school, signed in. A key is nobody.");

    /// <summary>The second person is another one.</summary>
    public static Error ApprovalBySamePerson() => Error.Forbidden(
        "policy.approval_by_same_person", "You asked for this version to be published, so somebody else has to approve it.");

    /// <summary>Nothing waits for approval.</summary>
    public static Error NoPublishRequest() => Error.NotFound(
        "policy.no_publish_request", "No version waits for approval. It may have been approved, taken back, or replaced by another request.");

    /// <summary>The draft, or the request, is another than the approver looked at.</summary>
    public static Error PublishRequestChanged() => Error.Conflict(
        "policy.publish_request_changed",
        "The draft or the request changed since you looked at it, so the approval was not taken. Look at it again; it may have to be asked anew.");

    /// <summary>A lighter class than proposed needs words (T56).</summary>
    public static Error ClassReasonNeeded(ChangeClass proposed) => Error.Invalid(
        "policy.class_reason_needed",
        $"The differences look like a change of class '{proposed}'. To publish it as less, say why in 1 to {ClassDecision.LongestReason} characters; "
        + "the reason is kept with the version.",
        "reason");

    /// <summary>A version never leaves out the text that binds, nor a language that is not in the draft.</summary>
    public static Error BindingLeftOut(string language) => Error.Invalid(
        "policy.binding_left_out",
        $"'{language}' cannot be left out: it is the language that prevails, or none of the draft's.",
        "without",
        ("language", language));

    /// <summary>There are several languages, and none was set as the one that prevails.</summary>
    public static Error AuthoritativeNotChosen() => Error.Invalid(
        "policy.authoritative_not_chosen",
        "The draft has several languages, and the school has not confirmed which of them prevails. Set it under the policy's language first.");

    /// <summary>The language's text is not among those of the school.</summary>
    public static Error BadLanguage(string language) => Error.Invalid(
        "policy.bad_language",
        $"'{language}' is no language tag. Use one like 'en', 'ar' or 'fa-AF' (BCP 47).",
        "language",
        ("language", language));
}
