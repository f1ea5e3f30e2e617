using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Reminders.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Ticks reminders. Register an <see cref="IReminderTable"/> to keep them.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder) =>
        builder.ConfigureServices(services => services.AddReminders());

    /// <inheritdoc cref="AddReminders(ISiloBuilder)"/>
    public static void AddReminders(this IServiceCollection services) => GrainReminders.AddTo(services);
}

/// <summary>Reminders that die with the process.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder) =>
        builder.AddReminders().ConfigureServices(
            services => services.AddSingleton<IReminderTable, InMemoryReminderTable>());
}
