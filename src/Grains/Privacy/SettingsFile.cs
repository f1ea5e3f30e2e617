using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy;

/// <summary>Something in a settings file that cannot be.</summary>
/// <param name="At">Where: a JSON pointer (RFC 6901).</param>
/// <param name="Code"><c>not_json</c>, <c>unknown</c>, <c>wrong_type</c>, <c>bad_value</c>, <c>floor</c>, <c>together</c>.</param>
/// <param name="Value">What stands there, as JSON, shortened.</param>
/// <param name="Right">What would be right.</param>
public sealed record SettingsFault(string At, string Code, string Value, string Right)
{
    /// <summary>In English, for the API and the command line.</summary>
    public string Message => Code switch
    {
        "not_json" => $"{Value} What would be right: {Right}.",
        "unknown" => $"'{Value}' is nothing that this file knows. {Right}",
        "floor" => $"{Value} is below the platform's floor, which no school can lower. What would be right: {Right}.",
        "together" => Right,
        _ => $"{Value} cannot stand here. What would be right: {Right}.",
    };
}

/// <summary>A setting that a file would change.</summary>
/// <param name="Setting">Which one.</param>
/// <param name="Now">Its value, in its written form.</param>
/// <param name="Next">What the file says.</param>
/// <param name="ClauseNow">The clause it came from, or null.</param>
/// <param name="ClauseNext">The clause the file names, or null.</param>
public sealed record SettingsDifference(PrivacySetting Setting, string Now, string Next, string? ClauseNow, string? ClauseNext);

/// <summary>What a file says: the rules it makes of a school's, or everything that is wrong with it.</summary>
/// <param name="Rules">The rules; null where there are faults.</param>
/// <param name="Purposes">Purposes to add or to change; none where the file says nothing of them.</param>
public sealed record SettingsReading(SchoolRules? Rules, ImmutableArray<SettingsFault> Faults, ImmutableArray<PutPurpose> Purposes)
{
    /// <summary>The school's cookies, all of them; null where the file says nothing of them.</summary>
    public ImmutableArray<CookieDeclaration>? Cookies { get; init; }
}

/// <summary>A school's privacy settings, purposes and cookies as one JSON file.</summary>
/// <remarks>
/// A member of <c>settings</c> for each setting: its value, and the clause of the school's policy that it comes from. A
/// setting that a file leaves out stays as it is; an export leaves out none. Which language prevails is confirmed by a person
/// and is in no file (T03).
/// </remarks>
public static class SettingsFile
{
    /// <summary>Largest file, bytes.</summary>
    public const int Largest = 256 * 1024;

    /// <summary>The format's number.</summary>
    public const int Format = 1;

    /// <summary>Where a host serves the schema.</summary>
    public const string SchemaPath = "/schemas/privacy-settings-1.json";

    internal const int LongestClause = 200;

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>All settings of a school, indented, with a line feed at the end.</summary>
    /// <param name="schema">Address of the schema: the origin and <see cref="SchemaPath"/>; the path alone where there is none.</param>
    /// <param name="register">The school's purposes; null to leave them out.</param>
    /// <param name="cookies">The school's declaration of cookies; null to leave it out.</param>
    public static string Write(SchoolRules rules, string schema = SchemaPath, PurposeRegister? register = null, CookieVersion? cookies = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var settings = new JsonObject();

        foreach (var setting in SettingCatalogue.Schools)
        {
            var member = new JsonObject { ["value"] = setting.ToJson(setting.Read(rules)) };

            if (rules.Clauses.TryGetValue(setting.Path, out var clause))
                member["clause"] = clause;

            settings[setting.Path] = member;
        }

        var file = new JsonObject { ["$schema"] = schema, ["format"] = Format, ["settings"] = settings };

        if (register is not null)
            file["purposes"] = PurposeFile.Write(register);

        if (cookies is not null)
            file["cookies"] = CookieFile.Write(cookies);

        return file.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
    }

    /// <summary>Reads a file over a school's rules.</summary>
    /// <param name="now">What stays where the file says nothing.</param>
    /// <param name="limits">What the school's purposes may be under the rules that the file makes; null to read their form alone.</param>
    public static SettingsReading Read(ReadOnlyMemory<byte> json, SchoolRules now, Func<SchoolRules, PurposeLimits>? limits = null)
    {
        ArgumentNullException.ThrowIfNull(now);

        if (json.Length > Largest)
            return Broken($"The file has {json.Length.ToString(CultureInfo.InvariantCulture)} bytes.", $"at most {Largest.ToString(CultureInfo.InvariantCulture)} bytes");

        try
        {
            // A byte order mark is none of JSON, and some editors write one.
            var bytes = json.Span.StartsWith("\uFEFF"u8) ? json[3..] : json;

            if (!Utf8.IsValid(bytes.Span))
                return Broken("The file is not UTF-8.", "a JSON object as an export gives it");

            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement, now, limits);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is half a character, written as an escape: a string that has one cannot be read.
            return Broken(error.Message, "a JSON object as an export gives it");
        }
    }

    /// <summary>What the next rules would change, in the catalogue's order.</summary>
    public static ImmutableArray<SettingsDifference> Differences(SchoolRules now, SchoolRules next)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(next);

        return
        [
            .. from setting in SettingCatalogue.Schools
               let difference = new SettingsDifference(
                   setting,
                   setting.Read(now),
                   setting.Read(next),
                   now.Clauses.GetValueOrDefault(setting.Path),
                   next.Clauses.GetValueOrDefault(setting.Path))
               where difference.Now != difference.Next || difference.ClauseNow != difference.ClauseNext
               select difference,
        ];
    }

    /// <summary>
    /// The rules to save: who confirmed the precedence stays where the answers about languages stay, else it is
    /// <paramref name="confirmed"/> (T03).
    /// </summary>
    public static SchoolRules Confirmed(SchoolRules now, SchoolRules next, Confirmation? confirmed)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(next);

        var (kept, sent) = (now.PolicyLanguage, next.PolicyLanguage);
        var same = (kept.Authoritative, kept.Precedence, kept.PrevailingDocument) == (sent.Authoritative, sent.Precedence, sent.PrevailingDocument);

        return next with { PolicyLanguage = sent with { Confirmed = same ? kept.Confirmed : confirmed } };
    }

    private static SettingsReading Broken(string what, string right) => new(null, [new("", "not_json", what, right)], []);

    private static SettingsReading Read(JsonElement root, SchoolRules now, Func<SchoolRules, PurposeLimits>? limits)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new(null, [new("", "wrong_type", Short(root), "an object with format and settings")], []);

        var faults = ImmutableArray.CreateBuilder<SettingsFault>();

        foreach (var member in root.EnumerateObject().Where(member => member.Name is not ("$schema" or "format" or "settings" or "purposes" or "cookies")))
            faults.Add(new(Pointer(member.Name), "unknown", member.Name, "A file has $schema, format, settings, purposes and cookies."));

        if (!root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out var number) || number != Format)
            faults.Add(new("/format", "bad_value", format.ValueKind == JsonValueKind.Undefined ? "nothing" : Short(format), "1"));

        if (!root.TryGetProperty("settings", out var settings) || settings.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("/settings", "wrong_type", settings.ValueKind == JsonValueKind.Undefined ? "nothing" : Short(settings), "an object"));
            return new(null, faults.ToImmutable(), []);
        }

        var next = settings.EnumerateObject().Aggregate(now, (rules, member) => One(rules, member, faults));

        if (faults.Count == 0)
            faults.AddRange(Together(next));

        var allowed = limits?.Invoke(next);
        var purposes = root.TryGetProperty("purposes", out var list) ? PurposeFile.Read(list, allowed, faults) : [];
        ImmutableArray<CookieDeclaration>? cookies =
            root.TryGetProperty("cookies", out var declared) ? CookieFile.Read(declared, allowed?.Languages, faults) : null;

        return faults.Count == 0 ? new(next, [], purposes) { Cookies = cookies } : new(null, faults.ToImmutable(), []);
    }

    private static SchoolRules One(SchoolRules rules, JsonProperty member, ImmutableArray<SettingsFault>.Builder faults)
    {
        var pointer = "/settings" + Pointer(member.Name);

        if (SettingCatalogue.Find(member.Name) is not { } setting)
        {
            faults.Add(new(pointer, "unknown", member.Name, $"Did you mean '{SettingCatalogue.Nearest(member.Name)}'?"));
            return rules;
        }

        if (member.Value.ValueKind != JsonValueKind.Object || !member.Value.TryGetProperty("value", out var json))
        {
            faults.Add(new(pointer, "wrong_type", Short(member.Value), "an object with value, and with clause if the policy has one"));
            return rules;
        }

        foreach (var other in member.Value.EnumerateObject().Where(other => other.Name is not ("value" or "clause")))
            faults.Add(new(pointer + Pointer(other.Name), "unknown", other.Name, "A setting has value and clause."));

        var clause = "";

        if (member.Value.TryGetProperty("clause", out var named))
        {
            clause = named.ValueKind == JsonValueKind.String ? named.GetString()!.Trim() : "";

            if (clause.Length is 0 or > LongestClause || clause.Any(char.IsControl))
                faults.Add(new(pointer + "/clause", "bad_value", Short(named), "one line of text of 1 to 200 characters"));
        }

        if (setting.FromJson(json) is not { } value)
            faults.Add(new(pointer + "/value", "wrong_type", Short(json), setting.Right));
        else if (setting.Refuse(value) is { } right)
            faults.Add(new(pointer + "/value", setting.Floor is null ? "bad_value" : "floor", Short(json), right));
        else if (setting.Floor is null)
            return setting.Write(rules, value) with { Clauses = Named(rules.Clauses, setting.Path, clause) };

        return rules;
    }

    private static ImmutableDictionary<string, string> Named(ImmutableDictionary<string, string> clauses, string path, string clause) =>
        clause.Length > 0 ? clauses.SetItem(path, clause) : clauses.Remove(path);

    // What each alone may say and both together may not; the same as a school's own record refuses.
    private static IEnumerable<SettingsFault> Together(SchoolRules rules)
    {
        var asksAnAct = rules.Acceptance.Mode is AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton;

        if (asksAnAct && rules.Acceptance.Label.Trim().Length == 0)
            yield return Fault("acceptance.label", rules, "With this acceptance.initial.mode the box or button needs its words here.");

        if (rules.PolicyLanguage is { Precedence: Precedence.AuthoritativePrevails, Authoritative: "" })
            yield return Fault("policy.authoritativeLanguage", rules, "Where policy.precedence is \"authoritativePrevails\", name the language here.");

        if ((rules.PolicyLanguage.Precedence == Precedence.OtherDocumentPrevails) != Id<Document>.TryParse(rules.PolicyLanguage.PrevailingDocument, out _))
        {
            yield return Fault(
                "policy.prevailingDocument",
                rules,
                "Name the document above this one, like \"terms\", exactly where policy.precedence is \"otherDocumentPrevails\"; else \"\".");
        }

        if ((rules.Age.Basis == AgeBasis.Fixed) != (rules.Age.Years > 0))
            yield return Fault("age.minimum", rules, "A number from 1 to 120 where age.basis is \"fixed\"; else 0.");

        if (rules.Guardians.Action == MinorAction.Guardian && rules.Age.Basis is not (AgeBasis.Fixed or AgeBasis.MajorityByBirthDate))
            yield return Fault("age.action", rules, "\"refuse\", or an age.basis that asks for a date of birth: \"fixed\" or \"majorityByBirthDate\".");

        if (rules.LawfulBases.IsEmpty)
            yield return Fault("purpose.lawfulBases", rules, "At least one basis; what people ask for rests on \"contract\".");

        if (!rules.SignUpFields.Contains(SignUpField.Email) || !rules.SignUpFields.Contains(SignUpField.Password))
            yield return Fault("registration.required.student", rules, "Sign-up always asks for \"email\" and \"password\".");
    }

    private static SettingsFault Fault(string path, SchoolRules rules, string right)
    {
        var setting = SettingCatalogue.Find(path)!;
        return new($"/settings/{path}/value", "together", setting.ToJson(setting.Read(rules)).ToJsonString(), right);
    }

    internal static string Pointer(string name) =>
        "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    internal static string Short(JsonElement json) => json.GetRawText() is { Length: > 80 } text ? text[..79] + "…" : json.GetRawText();
}
