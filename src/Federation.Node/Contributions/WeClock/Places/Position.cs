namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>
/// A point on the globe as three decimetres-from-the-centre. Straight-line distance in whole numbers has no poles, no antimeridian and
/// no rounding that depends on the machine; over the 200 m that matter it equals the distance walked to a micrometre.
/// </summary>
/// <param name="X">Towards latitude 0, longitude 0.</param>
/// <param name="Y">Towards latitude 0, longitude 90 east.</param>
/// <param name="Z">Towards the north pole.</param>
internal readonly record struct Position(int X, int Y, int Z) : IComparable<Position>
{
    /// <summary>Decimetres in a kilometre.</summary>
    public const int Kilometre = 10_000;

    private const double EarthRadius = 6371.0 * Kilometre;

    /// <summary>The point at a latitude and longitude in degrees.</summary>
    public static Position Of(double latitude, double longitude)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(longitude));
        return new(Whole(cosLatitude * cosLongitude), Whole(cosLatitude * sinLongitude), Whole(sinLatitude));

        static int Whole(double unit) => (int)Math.Round(unit * EarthRadius);
    }

    /// <summary>Square of the distance, in square decimetres.</summary>
    public long SquareTo(Position other)
    {
        long x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return (x * x) + (y * y) + (z * z);
    }

    /// <summary>True within a distance given in decimetres, its edge included.</summary>
    public bool IsWithin(long decimetres, Position other) => SquareTo(other) <= decimetres * decimetres;

    /// <summary>The middle of the cube of that side in which the point lies.</summary>
    public Position MiddleOfCube(int side)
    {
        return new(Middle(X), Middle(Y), Middle(Z));

        int Middle(int value) => (Cube(value, side) * side) + (side / 2);
    }

    /// <summary>The cube of that side in which the point lies, counted from the centre.</summary>
    public (int X, int Y, int Z) CubeOf(int side) => (Cube(X, side), Cube(Y, side), Cube(Z, side));

    /// <inheritdoc/>
    public int CompareTo(Position other) => (X, Y, Z).CompareTo((other.X, other.Y, other.Z));

    /// <summary>Says nothing: a place must not reach a log by accident.</summary>
    public override string ToString() => "a position";

    private static int Cube(int value, int side) => (int)Math.Floor((double)value / side);
}
