using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>
/// Bounds every hidden cell of a table without any code of the gate. A table of two dimensions is a circulation: from the node that stands
/// for the total column through a row, a cell and a column to the node for the total row, and back as the grand total. So is one whose rows are in groups, and two
/// tables that share a dimension. What is published has a fixed
/// flow. The largest flow through a hidden cell is found by sending more round it as long as there is a way (Ford and Fulkerson).
/// </summary>
internal sealed class FlowAttacker
{
    private readonly Dictionary<string, int> nodes = [];
    private readonly List<(int From, int To, long Flow)> pipes = [];
    private readonly Dictionary<string, int> pipeOf = [];
    private readonly long floor;

    /// <param name="table">What is published.</param>
    /// <param name="truth">Any values that fit; the true ones do. The bounds do not depend on which.</param>
    /// <param name="floor">What every hidden cell holds at least.</param>
    /// <param name="between">From which node to which a cell's pipe leads; null for two plain dimensions.</param>
    public FlowAttacker(GatedTable table, Func<IReadOnlyList<string?>, long> truth, long floor, Func<IReadOnlyList<string?>, (string From, string To)>? between = null)
    {
        this.floor = floor;
        foreach (var cell in table.Suppressed)
        {
            var (from, to) = (between ?? Plain)(cell.Codes);
            pipeOf.Add(Key(cell.Codes), pipes.Count);
            pipes.Add((Node(from), Node(to), truth(cell.Codes)));
        }
    }

    private static (string, string) Plain(IReadOnlyList<string?> codes) => (codes[0], codes[1]) switch
    {
        ({ } row, { } column) => ("row " + row, "column " + column),
        ({ } row, null) => ("begin", "row " + row),
        (null, { } column) => ("column " + column, "end"),
        _ => ("end", "begin"),
    };

    private int Node(string name) => nodes.TryGetValue(name, out var node) ? node : nodes[name] = nodes.Count;

    /// <summary>The smallest and the largest value a hidden cell can have; null when there is no largest.</summary>
    public (long Least, long? Most) Bounds(IReadOnlyList<string?> codes)
    {
        var asked = pipeOf[Key(codes)];
        return (Push(asked, up: false)!.Value, Push(asked, up: true));
    }

    private long? Push(int asked, bool up)
    {
        var flow = pipes.Select(pipe => pipe.Flow).ToArray();
        while (up || flow[asked] > floor)
        {
            var (start, end) = up ? (pipes[asked].To, pipes[asked].From) : (pipes[asked].From, pipes[asked].To);
            if (Way(start, end, asked, flow) is not { } way)
            {
                break;
            }

            var room = way.Where(step => !step.Forward).Select(step => flow[step.Pipe] - floor).Append(up ? long.MaxValue : flow[asked] - floor).Min();
            if (room == long.MaxValue)
            {
                return null;
            }

            foreach (var (pipe, forward) in way)
            {
                flow[pipe] += forward ? room : -room;
            }

            flow[asked] += up ? room : -room;
        }

        return flow[asked];
    }

    private List<(int Pipe, bool Forward)>? Way(int start, int end, int without, long[] flow)
    {
        var cameBy = new (int Pipe, bool Forward)?[nodes.Count];
        var next = new Queue<int>([start]);
        while (next.TryDequeue(out var node) && node != end)
        {
            for (var pipe = 0; pipe < pipes.Count; pipe++)
            {
                if (pipe == without)
                {
                    continue;
                }

                var (forward, backward) = (pipes[pipe].From == node, pipes[pipe].To == node && flow[pipe] > floor);
                var to = forward ? pipes[pipe].To : pipes[pipe].From;
                if ((forward || backward) && to != start && cameBy[to] is null)
                {
                    cameBy[to] = (pipe, forward);
                    next.Enqueue(to);
                }
            }
        }

        var way = new List<(int, bool)>();
        for (var at = end; at != start;)
        {
            if (cameBy[at] is not { } step)
            {
                return null;
            }

            way.Add(step);
            at = step.Forward ? pipes[step.Pipe].From : pipes[step.Pipe].To;
        }

        return way;
    }

    private static string Key(IEnumerable<string?> codes) => string.Join('/', codes.Select(code => code ?? "*"));
}
