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
}
