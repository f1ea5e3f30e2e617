namespace Darsgah.Grains.Policies;

/// <summary>A version that waits for a second person, bound to the draft's revision and to what it says.</summary>
/// <remarks>It lapses with any edit of the draft: from then on <see cref="Holds"/> is false for the draft's revision.</remarks>
/// <param name="Id">Names this request; another one, even of the same draft, has another.</param>
/// <param name="Command">What was asked for, by whom.</param>
/// <param name="Content">Hash of all that would be published.</param>
/// <param name="At">When it was asked for, UTC.</param>
[GenerateSerializer, Immutable, Alias("policies.publish_request")]
public sealed record PublishRequest(string Id, PublishPolicy Command, string Content, DateTimeOffset At)
{
    /// <summary>Who asked: a person's id.</summary>
    public string By => Command.Actor;

    /// <summary>The draft is still what it was asked for.</summary>
    /// <param name="revision">The draft's revision now.</param>
    public bool Holds(int revision) => Command.ExpectedRevision == revision;

    /// <summary>Why an approval is not one, or null.</summary>
    /// <param name="revision">The draft's revision now.</param>
    internal Error? Refuse(ApprovePublish approval, int revision)
    {
        if (approval.Request != Id || approval.Content != Content || !Holds(revision))
            return PolicyErrors.PublishRequestChanged();

        return approval.Actor == By ? PolicyErrors.ApprovalBySamePerson() : null;
    }
}

/// <param name="Request">The request's id.</param>
/// <param name="Content">Hash of what she looked at.</param>
/// <param name="Actor">The second person's id.</param>
[GenerateSerializer, Immutable, Alias("policies.approve_publish")]
public sealed record ApprovePublish(string Request, string Content, string Actor);
