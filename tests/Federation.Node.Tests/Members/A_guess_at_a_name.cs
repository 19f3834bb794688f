using System.Diagnostics.Metrics;
using System.Net;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

/// <summary>Time tells on a noisy machine only by luck; the work that takes the time can be counted.</summary>
public sealed class A_guess_at_a_name(PostgresFixture postgres)
{
    private static readonly AsyncLocal<long[]?> Counted = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Costs_the_node_the_same_work_whoever_is_or_is_not_there()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.Add("ana");
        var desk = node.Services.GetRequiredService<MemberDesk>();
        await desk.Disable(await node.Add("bea"), "test", Cancel);
        await desk.Add("cleo", [], null, "test", Cancel); // invited, has no password yet
        using var listener = Listen();

        var known = await WorkOf(node, "ana");
        Assert.True(known > 0);
        Assert.Equal(known, await WorkOf(node, "nobody"));
        Assert.Equal(known, await WorkOf(node, "nobody else")); // the first unknown name is no exception
        Assert.Equal(known, await WorkOf(node, "bea"));
        Assert.Equal(known, await WorkOf(node, "cleo"));
    }

    private static async Task<long> WorkOf(RunningNode node, string name)
    {
        var box = new long[1];
        Counted.Value = box; // flows into the callback: other tests of this process hash passwords too
        var (_, refusal) = await node.Services.GetRequiredService<SignInDesk>().SignIn(name, "wrong password entirely", IPAddress.Loopback, Cancel);
        Assert.IsType<MemberRefusal.WrongSignIn>(refusal);
        return box[0];
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "federation.password.work")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, work, _, _) =>
        {
            if (Counted.Value is { } box)
            {
                box[0] += work;
            }
        });
        listener.Start();
        return listener;
    }
}
