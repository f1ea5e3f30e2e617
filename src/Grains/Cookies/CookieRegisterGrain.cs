namespace Darsgah.Grains.Cookies;

[GrainType("cookies.register")]
internal sealed class CookieRegisterGrain(
    [PersistentState("register", Storage.School)] IPersistentState<CookieRegister> register,
    TimeProvider clock) : Grain, ICookieRegisterGrain
{
    public Task<CookieVersion> Current() => Task.FromResult(register.State.Current);

    public Task<CookieVersion?> Version(int number) => Task.FromResult(register.State.Version(number));

    public async Task<Outcome<CookieVersion>> Declare(DeclareCookies command)
    {
        var languages = (await this.Neighbours(GrainFactory).School.School())?.Profile.Languages ?? [];
        var decision = register.State.Declare(command, languages, TenantScope.Actor, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        if (!next.Equals(register.State))
        {
            var row = new AuditRow(
                "cookies.declared",
                TenantScope.Actor,
                this.Key().Tenant.Value,
                clock.GetUtcNow(),
                string.Create(CultureInfo.InvariantCulture, $"version {next.Current.Number}, {next.Current.Cookies.Length} cookies"));
            await this.Commit(register, next, new Effects { Audit = [row] });
        }

        return next.Current;
    }
}
