using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Certificates;

/// <summary>Gives a signed-in person her certificate, from the page or over the API.</summary>
internal static class CertificateAward
{
    /// <param name="typed">Her name, for an account that has none: its own goes before what is typed.</param>
    public static async Task<Outcome<Certificate>> Award(TenantRequest request, Id<Course> course, string? typed)
    {
        var account = request.Account!.Under(PurposeUses.CertificateName);
        var read = PersonNames.Read(account.Name.Length > 0 ? account.Name : typed, "name");

        return read.Succeeded(out var holder, out var refusal)
            ? await request.Grains.Enrollment(account.Id, course).Award(holder)
            : refusal;
    }

    /// <summary>The next one, made out to the account's name; to the one before's where the account has none.</summary>
    public static async Task<Outcome<Certificate>> Renew(TenantRequest request, Id<Course> course)
    {
        var account = request.Account!.Under(PurposeUses.CertificateName);
        var enrollment = request.Grains.Enrollment(account.Id, course);
        var name = account.Name.Length > 0 ? account.Name : (await enrollment.Standing())?.Certificate?.Name ?? "";

        return await enrollment.Renew(name);
    }
}
