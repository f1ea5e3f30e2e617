namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What an id names.</summary>
internal enum Kind
{
    /// <summary>Names nothing that a school has: a flag, a language, a page.</summary>
    Plain = 1,
    School = 2,
    Host = 3,
    Person = 4,
    Address = 5,
    UserName = 6,
    Session = 7,
    Passkey = 8,
    Key = 9,
    Token = 10,
    Course = 11,
    Lesson = 12,
    Document = 13,
    Number = 14,
    Certificate = 15,
    Mail = 16,
    Purpose = 17,
    File = 18,

    /// <summary>A file that is arriving.</summary>
    Upload = 19,

    /// <summary>A lesson that is a quiz.</summary>
    Quiz = 20,
    QuizQuestion = 21,

    /// <summary>A lesson that is an assignment.</summary>
    Assignment = 22,

    /// <summary>A file that a student handed in.</summary>
    HandedFile = 23,

    /// <summary>A lesson with a recording.</summary>
    Recording = 24,

    /// <summary>A lesson that is a live class.</summary>
    LiveClass = 25,

    /// <summary>A question of the community.</summary>
    Question = 26,

    /// <summary>Anything that somebody posted.</summary>
    Post = 27,

    /// <summary>A group of a course.</summary>
    Cohort = 28,

    /// <summary>What a link into a course has.</summary>
    Invitation = 29,

    /// <summary>What staff call such a link by.</summary>
    InvitationPrint = 30,

    /// <summary>What the link to a guardian has.</summary>
    Guardian = 31,

    /// <summary>A section of a policy.</summary>
    Section = 32,

    /// <summary>A thread of comments on a draft.</summary>
    Thread = 33,

    /// <summary>A term of the glossary.</summary>
    Term = 34,
    Finding = 35,
    PublishRequest = 36,
    SigningKey = 37,
    Cookie = 38,

    /// <summary>The number of an entry in one's own record of consents.</summary>
    Entry = 39,
}
