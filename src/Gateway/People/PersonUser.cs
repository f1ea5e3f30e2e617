using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>
/// An account as ASP.NET Core Identity handles it: the record, in a box whose content can be exchanged.
/// </summary>
internal sealed class PersonUser(PersonAccount account)
{
    public PersonAccount Account { get; set; } = account;
}
