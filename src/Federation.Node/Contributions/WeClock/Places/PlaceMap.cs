namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>
/// Places: groups of at least two stays no further than 0.2 km from the next (DBSCAN with eps 0.2 km and two points, as WeClocked used
/// it; with two points every member is a core point, so the groups are the connected ones and no order of rows can change them).
/// Middles of stays are kept to twenty metres, about a phone's own error, which bounds the work whatever a file holds.
/// </summary>
internal sealed class PlaceMap
{
    private const int Eps = Position.Kilometre / 5;
    private const int Grain = Position.Kilometre / 50;

    private readonly Position[] spots;
    private readonly int[] placeOf;
    private readonly Dictionary<(int X, int Y, int Z), List<int>> cubes = [];
    private readonly Dictionary<Position, int?> known = [];

    /// <summary>Groups the middles of stays.</summary>
    public PlaceMap(IEnumerable<Position> stays)
    {
        var counts = stays.CountBy(stay => stay.MiddleOfCube(Grain)).OrderBy(spot => spot.Key).ToArray();
        spots = [.. counts.Select(spot => spot.Key)];
        for (var spot = 0; spot < spots.Length; spot++)
        {
            var cube = spots[spot].CubeOf(Eps);
            if (!cubes.TryGetValue(cube, out var inside))
            {
                cubes[cube] = inside = [];
            }

            inside.Add(spot);
        }

        placeOf = Grouped(counts.Select(spot => spot.Value).ToArray(), out var count);
        Count = count;
    }

    /// <summary>How many places there are; they are numbered from 0 here.</summary>
    public int Count { get; }

    /// <summary>The place of the nearest stay within 0.2 km, or null when there is none or it was a single stay.</summary>
    public int? At(Position position)
    {
        var spot = position.MiddleOfCube(Grain);
        if (!known.TryGetValue(spot, out var place))
        {
            var nearest = Around(spot).Where(near => placeOf[near] >= 0)
                .OrderBy(near => spots[near].SquareTo(spot)).ThenBy(near => near)
                .Select(near => (int?)placeOf[near]).FirstOrDefault();
            known[spot] = place = nearest;
        }

        return place;
    }

    private int[] Grouped(int[] stayCounts, out int count)
    {
        var places = Enumerable.Repeat(-1, spots.Length).ToArray();
        var found = 0;
        for (var start = 0; start < spots.Length; start++)
        {
            if (places[start] >= 0)
            {
                continue;
            }

            var stays = 0;
            var waiting = new Stack<int>([start]);
            places[start] = found;
            while (waiting.TryPop(out var spot))
            {
                stays += stayCounts[spot];
                foreach (var near in Around(spots[spot]).Where(near => places[near] < 0))
                {
                    places[near] = found;
                    waiting.Push(near);
                }
            }

            if (stays >= 2)
            {
                found++;
            }
            else
            {
                // A spot alone: nothing else is within reach, so it cannot be met again.
                places[start] = int.MaxValue;
            }
        }

        count = found;
        return [.. places.Select(place => place == int.MaxValue ? -1 : place)];
    }

    private IEnumerable<int> Around(Position position)
    {
        var (x, y, z) = position.CubeOf(Eps);
        for (var dx = -1; dx <= 1; dx++)
        {
            for (var dy = -1; dy <= 1; dy++)
            {
                for (var dz = -1; dz <= 1; dz++)
                {
                    if (!cubes.TryGetValue((x + dx, y + dy, z + dz), out var inside))
                    {
                        continue;
                    }

                    foreach (var near in inside.Where(near => spots[near].IsWithin(Eps, position)))
                    {
                        yield return near;
                    }
                }
            }
        }
    }
}
