using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Darsgah.Gateway.Api;

/// <summary>The description of the API: what the endpoints say of themselves, and what holds for all of them.</summary>
internal static class ApiDescription
{
    private const string Key = "key";
    private const string Session = "session";

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["after"] = "The cursor of the page before: its next. Absent for the first page.",
        ["q"] = "Words to look for, in any keyboard's letters; every one has to be there.",
        ["limit"] = "Items on a page, 1 to 100; 50 where absent.",
        ["language"] = "A language, BCP 47: en, fa-AF, ar. In a query, the nearest there is; where absent, that of Accept-Language.",
        ["document"] = "A document: privacy, terms, or any other of the school.",
        ["number"] = "A number, from 1.",
        ["slug"] = "The short name of a school or of a course.",
        ["country"] = "A country, ISO 3166-1 alpha-2: DE.",
        ["purpose"] = "A purpose's key, as in the list of purposes.",
        ["categories"] = "Categories of data, with commas between: account, contact, profile.",
        ["host"] = "A host name without port.",
        ["course"] = "A course's short name.",
        ["lesson"] = "A lesson's name in its course.",
        ["file"] = "A file's id, as in what it was handed in with.",
        ["name"] = "What the file is called.",
        ["code"] = "A certificate's code, as it is printed.",
        ["with_name"] = "True to write her name in the badge.",
        ["with_address"] = "True to bind the badge to her e-mail address, of which it has a salted hash.",
        ["key"] = "A key's id, as in the list of keys. Never the key itself.",
        ["finding"] = "A finding, as in the list of findings: 40 hex digits.",
        ["section"] = "A section's key, as the register of promises names it.",
        ["thread"] = "A thread of comments, as in the list of comments.",
        ["term"] = "A term's id, as in the glossary.",
        ["revision"] = "The revision that was read; any other is 409.",
        ["keeper"] = "What keeps a clause: procedure, statement, or the path of a setting.",
        ["request"] = "The request that is meant; whichever waits where absent.",
        ["textLanguage"] = "Only what is in the text of this language; all where absent.",
        ["session"] = "A session's id, as in the list of sessions.",
        ["person"] = "A member's id, as in the list of people.",
    };

    public static void Describe(this OpenApiOptions options)
    {
        // Pages are no operations, though they are endpoints, too.
        options.ShouldInclude = operation => operation.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;

        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("ListOfOf", "ListOf", StringComparison.Ordinal);

        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Darsgah";
            document.Info.Description =
                "Schools, their policies, people and courses. The operator's part answers on the console's host, a school's part on "
                + "the school's. Send a key as 'Authorization: Bearer …', or use a person's session: its cookie comes with signing in, "
                + "and whatever changes something has to carry the school's own Origin with it. Refusals are problem details (RFC 9457): "
                + "'code' is stable, 'detail' is for people. Lists are paged: send 'next' as 'after'.";
            document.Servers?.Clear();
            document.Components ??= new OpenApiComponents();
            document.AddComponent(Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A school's key (dgs_…) or an operator's (dgo_…).",
            });
            document.AddComponent(Session, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "__Host-session",
                Description = "The session of POST /api/v1/sign-in, a cookie of this host alone. Without HTTPS its name has no prefix.",
            });
            return Task.CompletedTask;
        });

        // Ids write themselves, so of a list of them nothing is known but that it is one.
        options.AddSchemaTransformer((schema, _, _) =>
        {
            if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Array))
                schema.Items ??= new OpenApiSchema { Type = JsonSchemaType.String };

            return Task.CompletedTask;
        });

        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            var least = metadata.OfType<ApiDoor>().LastOrDefault()?.Least ?? ApiRole.Anyone;
            var writes = context.Description.HttpMethod is not "GET";

            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
                parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name ?? "");

            if (metadata.OfType<HappensOnce>().Any())
                AddHeader(operation, Idempotency.Header, "Any text of at most 200 characters: a repeated request gets the first answer.");

            if (metadata.OfType<TakesMatch>().Any())
                AddHeader(operation, "If-Match", "The ETag that the change was made from; absent or * for whatever it is now.");

            operation.Security = Security(least, context.Document!);
            AddProblems(operation, least, writes, metadata);
            return Task.CompletedTask;
        });
    }

    private static List<OpenApiSecurityRequirement> Security(ApiRole least, OpenApiDocument document)
    {
        OpenApiSecurityRequirement Needs(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

        return least switch
        {
            ApiRole.Anyone => [],
            ApiRole.Person => [Needs(Session)],
            _ => [Needs(Key), Needs(Session)],
        };
    }

    private static void AddProblems(OpenApiOperation operation, ApiRole least, bool writes, IList<object> metadata)
    {
        AddProblem(operation, 400, "The request is not understood.");
        AddProblem(operation, 404, "There is no such thing here.");
        AddProblem(operation, 429, "Too many requests from this address; Retry-After says when to come back.");
        AddProblem(operation, 503, "The school is stopped, or something did not answer in time.");

        if (least > ApiRole.Anyone)
            AddProblem(operation, 401, "Nobody is signed in.");

        if (least > ApiRole.Anyone || writes)
            AddProblem(operation, 403, "This caller may not, or comes from another site; or she is asked to agree first (consent.needed).");

        if (writes)
        {
            AddProblem(operation, 409, "Something changed first, or stands in the way.");
            AddProblem(operation, 413, "The body is too large.");
            AddProblem(operation, 422, "What was sent cannot be accepted; 'errors' names the member at fault.");
        }

        if (metadata.OfType<TakesMatch>().Any())
            AddProblem(operation, 412, "What is there is not what If-Match names.");
    }

    private static void AddProblem(OpenApiOperation operation, int status, string description)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
        {
            Description = description,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new() { Schema = Problem() },
            },
        });
    }

    private static OpenApiSchema Problem() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Problem details (RFC 9457).",
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["type"] = Text("A URI of this kind of problem."),
            ["title"] = Text("The status in words."),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Description = "HTTP status." },
            ["detail"] = Text("What is wrong and what would be right, for people."),
            ["code"] = Text("The same for programs; never changes: policy.draft_changed."),
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Description = "Members at fault, each with a JSON pointer and its detail.",
                Items = new OpenApiSchema { Type = JsonSchemaType.Object },
            },
        },
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static void AddHeader(OpenApiOperation operation, string name, string description)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Header,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
