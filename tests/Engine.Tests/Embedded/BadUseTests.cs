using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests.Embedded;

/// <summary>A message without [GenerateSerializer].</summary>
public sealed class UnmarkedMessage;

/// <summary>A marked message with a member that cannot travel.</summary>
[GenerateSerializer]
public sealed class HalfMarkedMessage
{
    [Id(0)] public List<UnmarkedMessage> Members { get; set; } = [];
}

/// <summary>A state that cannot be made empty.</summary>
public sealed record RigidState(string Name);

/// <summary>What is wrong with grains is told when the silo starts. The wrong interfaces are emitted, so that
/// no other test's silo finds them.</summary>
public sealed class BadUseTests
{
    [Fact]
    public async Task A_parameter_type_that_is_not_marked_is_named() =>
        await Refused(typeof(Task), [typeof(UnmarkedMessage)], nameof(UnmarkedMessage), "parameter", "IWrong.Call");

    [Fact]
    public async Task A_result_type_that_is_not_marked_is_named() =>
        await Refused(typeof(Task<UnmarkedMessage>), [], nameof(UnmarkedMessage), "result", "IWrong.Call");

    [Fact]
    public async Task A_type_argument_that_is_not_marked_is_named() =>
        await Refused(typeof(Task<Dictionary<string, UnmarkedMessage[]>>), [], nameof(UnmarkedMessage));

    [Fact]
    public async Task A_member_type_that_is_not_marked_is_named_with_the_member() =>
        await Refused(
            typeof(Task), [typeof(HalfMarkedMessage)], nameof(UnmarkedMessage), "'Members'", nameof(HalfMarkedMessage));

    [Theory]
    [InlineData(typeof(int))]
    [InlineData(typeof(void))]
    [InlineData(typeof(IEnumerable<int>))]
    public async Task A_method_that_returns_no_task_is_named(Type result) =>
        await Refused(result, [], "IWrong.Call", "Task");

    [Fact]
    public async Task A_parameter_passed_by_reference_is_named() =>
        await Refused(typeof(Task), [typeof(int).MakeByRefType()], "by reference");

    [Fact]
    public async Task Everything_wrong_is_told_at_once()
    {
        var failure = await StartFails(Emit(typeof(UnmarkedMessage), [typeof(HalfMarkedMessage)]));

        Assert.Contains("returns", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'Members'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_cannot_be_made_empty_is_named()
    {
        var failure = await StartFails(EmitGrainKeeping(typeof(IPersistentState<RigidState>)));

        Assert.Contains(nameof(RigidState), failure.Message, StringComparison.Ordinal);
        Assert.Contains("constructor without parameters", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_persistent_state_of_another_type_is_named()
    {
        var failure = await StartFails(EmitGrainKeeping(typeof(RigidState)));

        Assert.Contains("IPersistentState<T>", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_interface_starts()
    {
        using var host = Build(Emit(typeof(Task<List<int>>), [typeof(string)]));
        await host.StartAsync();
        await host.StopAsync();
    }

    private static async Task Refused(Type result, Type[] parameters, params string[] told)
    {
        var failure = await StartFails(Emit(result, parameters));

        foreach (var part in told)
            Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<OrleansConfigurationException> StartFails(Assembly grains)
    {
        using var host = Build(grains);
        return await Assert.ThrowsAsync<OrleansConfigurationException>(() => host.StartAsync());
    }

    private static IHost Build(Assembly grains)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo => silo.Configure<EmbeddedOrleansOptions>(
            options => options.GrainAssemblies.Add(grains)));
        return builder.Build();
    }

    private static Assembly Emit(Type result, Type[] parameters)
    {
        var module = NewModule();
        var contract = module.DefineType(
            "IWrong", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
        contract.AddInterfaceImplementation(typeof(IGrainWithStringKey));
        contract.DefineMethod(
            "Call",
            MethodAttributes.Public | MethodAttributes.Abstract | MethodAttributes.Virtual
            | MethodAttributes.NewSlot | MethodAttributes.HideBySig,
            result,
            parameters);
        return contract.CreateType().Assembly;
    }

    private static Assembly EmitGrainKeeping(Type state)
    {
        var module = NewModule();
        var contract = module.DefineType(
            "IKeeping", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract);
        contract.AddInterfaceImplementation(typeof(IGrainWithStringKey));
        contract.CreateType();

        var grain = module.DefineType("KeepingGrain", TypeAttributes.Public, typeof(Grain), [contract]);
        var constructor = grain.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [state]);
        constructor.DefineParameter(1, ParameterAttributes.None, "state").SetCustomAttribute(new CustomAttributeBuilder(
            typeof(PersistentStateAttribute).GetConstructor([typeof(string), typeof(string)])!, ["state", "records"]));
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(Grain).GetConstructor(BindingFlags.Instance | BindingFlags.NonPublic, [])!);
        code.Emit(OpCodes.Ret);
        return grain.CreateType().Assembly;
    }

    private static ModuleBuilder NewModule() => AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("Wrong"), AssemblyBuilderAccess.Run).DefineDynamicModule("Wrong");
}
