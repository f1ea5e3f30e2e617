using Darsgah.Gateway.Localization;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Admin.People;

/// <summary>Roles as people read them.</summary>
internal static class RoleNames
{
    public static string Of(Role role, Texts texts) => texts[role switch
    {
        Role.Student => "admin.role_learner",
        Role.Instructor => "admin.role_teacher",
        Role.Drafter => "admin_people.role_drafter",
        Role.Reviewer => "admin_people.role_reviewer",
        Role.Admin => "admin.role_admin",
        Role.Owner => "admin_people.role_owner",
        _ => "common.operator",
    }];

    public static string Of(ImmutableArray<Role> roles, Texts texts) =>
        string.Join(texts.Language.IsRightToLeft ? "، " : ", ", roles.Select(role => Of(role, texts)));
}
