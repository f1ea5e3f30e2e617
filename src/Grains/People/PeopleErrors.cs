namespace Darsgah.Grains.People;

/// <summary>Refusals about people and their accounts.</summary>
public static class PeopleErrors
{
    /// <summary>Somebody at this school has the name already. Shown only where that tells nothing new.</summary>
    public static Error NameTaken(string field) => Error.Conflict(
        "people.name_taken", "That name is taken at this school. Choose another one.", field, ("field", field));

    /// <summary>There is no such person at this school.</summary>
    public static Error NoSuchPerson() => Error.NotFound("people.no_such_person", "There is no such person at this school.");

    /// <summary>Somebody else saved first.</summary>
    public static Error AccountChanged() => Error.Conflict(
        "people.account_changed", "The account was changed somewhere else meanwhile. Load it again and repeat your change.");

    /// <summary>A required field is empty.</summary>
    public static Error FieldRequired(string field) => Error.Invalid(
        "people.field_required", $"Please fill in '{field}'.", field, ("field", field));

    /// <summary>A field holds something it cannot.</summary>
    public static Error FieldBad(string field, string problem) => Error.Invalid(
        "people.field_bad_" + field, problem, field, ("field", field));

    /// <summary>Too young for this school (N30).</summary>
    public static Error TooYoung(int years) => Error.Forbidden(
        "people.too_young",
        $"This school is for people of {years} years and older.",
        null,
        ("years", years.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Not of age by the law of the country she named (E02).</summary>
    public static Error UnderAge() => Error.Forbidden(
        "people.under_age", "This school is for people who are of age in the country where they live.");

    /// <summary>Another country than the one whose law let her pass the question for age.</summary>
    public static Error OtherCountry() => Error.Invalid(
        "people.other_country", "Choose the country that you named with your date of birth.", "country");

    /// <summary>She did not declare what the age rule asks for.</summary>
    public static Error AgeNotDeclared() => Error.Invalid(
        "people.age_not_declared", "Please confirm your age.", "age");

    /// <summary>The box, or the button, was not used.</summary>
    public static Error ConsentNeeded() => Error.Invalid(
        "people.consent_needed", "Please read the policy and give your consent to go on.", "consent");

    /// <summary>It is not said how it is known (N31, N32).</summary>
    public static Error ErasureUnproved() => Error.Invalid(
        "people.erasure_unproved", "Say how it is known, in 3 to 120 characters: a letter's date, a document.", "reference");

    /// <summary>The school's policy states no age, so nobody is too young for it.</summary>
    public static Error NoAgeRule() => Error.Conflict(
        "people.no_age_rule", "The school's policy states no age, so nobody is deleted for being younger.");

    /// <summary>Whoever has a task at the school hands it over before she closes her account.</summary>
    public static Error RoleFirst() => Error.Conflict(
        "people.role_first", "You have a task at this school besides learning. Ask whoever runs the school to take that role away first; then you can close your account.");

    /// <summary>Whoever teaches or runs the school is no child that was found.</summary>
    public static Error NoChild() => Error.Conflict(
        "people.no_child", "Whoever teaches or runs the school is not deleted this way. Take the role away first.");
}
