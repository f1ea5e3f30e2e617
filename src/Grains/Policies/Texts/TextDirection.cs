namespace Darsgah.Grains.Policies.Texts;

/// <summary>The direction a text is read in.</summary>
[GenerateSerializer, Alias("policies.text.direction")]
public enum TextDirection
{
    /// <summary>As Latin script: HTML <c>dir="ltr"</c>.</summary>
    LeftToRight = 0,

    /// <summary>As Arabic script: HTML <c>dir="rtl"</c>.</summary>
    RightToLeft = 1,
}
