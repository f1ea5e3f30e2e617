using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Common;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.People;

/// <summary>How often a visitor may fail, and how many mails she may cause.</summary>
internal sealed class Limits(IOptions<PeopleOptions> options, TimeProvider clock)
{
    private readonly AttemptWindow failures = new(clock, TimeSpan.FromMinutes(15));
    private readonly AttemptWindow requests = new(clock, TimeSpan.FromHours(1));
    private readonly AttemptWindow mails = new(clock, TimeSpan.FromHours(1));

    /// <summary>
    /// Counts a sign-in as failed until <see cref="Succeeded"/> says otherwise, so that parallel tries count too.
    /// </summary>
    public bool TakeSignIn(string network) => failures.TryTake(network, options.Value.FailuresPerNetwork);

    public void Succeeded(string network) => failures.GiveBack(network);

    /// <summary>One try on a browser that its owner has signed in on before: five in 15 minutes.</summary>
    public bool TakeDevice(string device) => failures.TryTake("device/" + device, SignInRules.MostFailures);

    public void DeviceSucceeded(string device) => failures.Forget("device/" + device);

    /// <summary>True the first time that a challenge is answered.</summary>
    public bool TakeChallenge(string state) =>
        failures.TryTake("challenge/" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(state))), 1);

    /// <summary>A sign-up, or a request for a letter.</summary>
    public bool TakeMailRequest(string network) => requests.TryTake(network, options.Value.MailRequestsPerNetwork);

    /// <summary>
    /// The same for an invitation, which counts against its address only: a school may invite a thousand people.
    /// </summary>
    public bool TakeInvitation(Id<Tenant> tenant, string normalizedEmail) =>
        mails.TryTake($"{tenant}/{normalizedEmail}", options.Value.MailsPerAddress);

    /// <summary>Whether one more letter may go to an address that did not prove it asked for it (SEC-H05).</summary>
    public bool TakeMail(Id<Tenant> tenant, string normalizedEmail) =>
        mails.TryTake($"{tenant}/{normalizedEmail}", options.Value.MailsPerAddress)
        && mails.TryTake(tenant.Value, options.Value.MailsPerSchool);
}
