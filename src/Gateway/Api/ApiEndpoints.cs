using System.Text.Json;
using System.Text.Json.Serialization;

namespace Darsgah.Gateway.Api;

/// <summary>The API under <c>/api/v1</c>, and its description at <c>/openapi/v1.json</c>.</summary>
internal static class ApiEndpoints
{
    /// <summary>Bytes a body of the API may have; a policy file is the largest.</summary>
    private const int MaxBody = 1 << 20;

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));

        return services.AddOpenApi("v1", options => options.Describe());
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1")
            .DisableAntiforgery()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MaxBody));

        api.MapSchoolsApi();
        api.MapSchoolApi();
        api.MapSettingsApi();
        api.MapKeysApi();
        api.MapPoliciesApi();
        api.MapDraftsApi();
        api.MapDocumentsApi();
        api.MapFindingsApi();
        api.MapPromisesApi();
        api.MapCommentsApi();
        api.MapGlossaryApi();
        api.MapPublishRequestApi();
        api.MapSignUpApi();
        api.MapSignInApi();
        api.MapPersonApi();
        api.MapAgreementApi();
        api.MapPurposesApi();
        api.MapReceiptsApi();
        api.MapCookiesApi();
        api.MapLearningApi();
        api.MapQuizApi();
        api.MapAssignmentApi();
        api.MapCertificatesApi();
        api.MapTeachingApi();
        api.MapNotificationsApi();

        routes.MapSettingsSchema();
        routes.MapOpenApi("/openapi/{documentName}.json");
    }
}
