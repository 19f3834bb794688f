namespace Federation.Privacy.DisclosureControl;

/// <summary>Every cell of a table with all its margins, numbered: each dimension has a place for every code, and one more for its total.</summary>
internal sealed class Lattice
{
    private readonly CodeTree[] _codes;
    private readonly int[] _strides;
    private readonly int[] _crossed;

    /// <param name="dimensions">One to <see cref="TableLimits.Dimensions"/> dimensions.</param>
    /// <param name="crossings">Names of the dimensions that are crossed with each other; null when all are. Other cells are not of the table.</param>
    /// <exception cref="ArgumentException">A dimension is empty or repeats a code, the crossings have a fault, or the table is too large.</exception>
    public Lattice(IReadOnlyList<Dimension> dimensions, IReadOnlyList<IReadOnlyList<string>>? crossings = null)
    {
        if (dimensions.Count is 0 or > TableLimits.Dimensions)
            throw new ArgumentException($"A table has 1 to {TableLimits.Dimensions} dimensions.", nameof(dimensions));
        if (dimensions.Select(dimension => dimension.Name).Distinct(StringComparer.Ordinal).Count() != dimensions.Count)
            throw new ArgumentException("Two dimensions share a name.", nameof(dimensions));
        Dimensions = dimensions;
        _crossed = DisclosureControl.Crossings.Masks(dimensions, crossings);
        Crossings = crossings;
        _codes = [.. dimensions.Select(dimension => new CodeTree(dimension))];
        _strides = new int[_codes.Length];
        var count = 1L;
        for (var d = _codes.Length - 1; d >= 0; d--)
        {
            _strides[d] = (int)count;
            count *= _codes[d].Total + 1;
            if (count > TableLimits.Places)
                throw new ArgumentException($"The dimensions of a table have at most {TableLimits.Places} places together.", nameof(dimensions));
        }
        Count = (int)count;
        if (Enumerable.Range(0, Count).Count(Has) > TableLimits.Cells)
            throw new ArgumentException($"A table has at most {TableLimits.Cells} cells, margins included.", nameof(dimensions));
        Relations = [.. EnumerateRelations()];
    }

    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>Names of the dimensions that are crossed with each other; null when all are.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Crossings { get; }

    /// <summary>The number of cells, margins included, and with them those that the table does not cross: nobody is in these.</summary>
    public int Count { get; }

    /// <summary>Every sum that holds between cells: a margin and the cells it totals along one dimension.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    /// <summary>True when the cell is of the table: all dimensions that it does not total are crossed with each other.</summary>
    public bool Has(int cell)
    {
        var used = 0;
        for (var d = 0; d < _codes.Length; d++)
            if (Place(cell, d) != _codes[d].Total) used |= 1 << d;
        foreach (var mask in _crossed)
            if ((mask & used) == used) return true;
        return false;
    }

    /// <summary>How many sums stand between a cell and what it adds up, at most: parts come before what they are parts of.</summary>
    public int Height(int cell) => Enumerable.Range(0, _codes.Length).Sum(d => _codes[d].Height(Place(cell, d)));

    /// <summary>The same for one dimension.</summary>
    public int Height(int cell, int dimension) => _codes[dimension].Height(Place(cell, dimension));

    /// <summary>The cell at these codes; null is a total.</summary>
    /// <exception cref="ArgumentException">Too few or too many codes, a code no dimension has, or a cell that the table does not cross.</exception>
    public int IndexOf(IReadOnlyList<string?> codes)
    {
        var cell = At(codes);
        return Has(cell) ? cell : throw new ArgumentException($"The table does not cross {string.Join(" / ", codes.Select(code => code ?? "total"))}.");
    }

    /// <summary>The place of a code that is no group of others.</summary>
    /// <exception cref="ArgumentException">The dimension has no such code, or it is a group of codes.</exception>
    public int SinglePlace(int dimension, string code)
    {
        var place = (code is null ? null : _codes[dimension].Find(code)) ?? throw new ArgumentException($"Dimension {Dimensions[dimension].Name} has no code {code}.");
        return _codes[dimension].Height(place) == 0 ? place : throw new ArgumentException($"{code} of dimension {Dimensions[dimension].Name} is a group of codes.");
    }

    /// <summary>Where somebody's contribution is counted, who has a single code in every dimension: a cell, if the table crosses all.</summary>
    /// <param name="places">One <see cref="SinglePlace"/> for each dimension.</param>
    /// <exception cref="ArgumentException">Too few or too many places, or one that there is not.</exception>
    public int InnerAt(ReadOnlySpan<int> places)
    {
        if (places.Length != _codes.Length) throw new ArgumentException($"{_codes.Length} codes are needed, got {places.Length}.");
        var inner = 0;
        for (var d = 0; d < places.Length; d++)
        {
            if ((uint)places[d] >= (uint)_codes[d].Total || _codes[d].Height(places[d]) > 0)
                throw new ArgumentException($"Dimension {Dimensions[d].Name} has no single code at place {places[d]}.");
            inner += places[d] * _strides[d];
        }
        return inner;
    }

    /// <summary>The codes of a cell; null is a total.</summary>
    public IReadOnlyList<string?> CodesOf(int cell) =>
        [.. Dimensions.Select((dimension, d) => Place(cell, d) == _codes[d].Total ? null : dimension.Codes[Place(cell, d)])];

    /// <summary>The cells of the table that count what is given at <paramref name="inner"/>.</summary>
    public IEnumerable<int> Counting(int inner)
    {
        IEnumerable<int> cells = [0];
        for (var d = 0; d < _codes.Length; d++)
        {
            int[] places = [.. _codes[d].Upwards(Place(inner, d)).Select(place => place * _strides[d])];
            cells = [.. cells.SelectMany(cell => places.Select(place => cell + place))];
        }
        return cells.Where(Has);
    }

    /// <summary>The place of a cell along one dimension, the total last.</summary>
    public int Place(int cell, int dimension) => cell / _strides[dimension] % (_codes[dimension].Total + 1);

    /// <summary>True when two number the same cells in the same way.</summary>
    public bool IsLike(Lattice other) => Dimensions.Select(dimension => dimension.Name).SequenceEqual(other.Dimensions.Select(dimension => dimension.Name))
        && _codes.Zip(other._codes).All(pair => pair.First.IsLike(pair.Second)) && _crossed.SequenceEqual(other._crossed);

    private int At(IReadOnlyList<string?> codes)
    {
        if (codes.Count != _codes.Length) throw new ArgumentException($"{_codes.Length} codes are needed, got {codes.Count}.");
        var index = 0;
        for (var d = 0; d < codes.Count; d++)
        {
            var place = codes[d] is { } code ? _codes[d].Find(code) : _codes[d].Total;
            index += (place ?? throw new ArgumentException($"Dimension {Dimensions[d].Name} has no code {codes[d]}.")) * _strides[d];
        }
        return index;
    }

    private IEnumerable<Relation> EnumerateRelations()
    {
        for (var cell = 0; cell < Count; cell++)
            for (var d = 0; d < _codes.Length; d++)
                if (_codes[d].Parts(Place(cell, d)) is { Count: > 0 } parts
                    && parts.Select(place => cell + (place - Place(cell, d)) * _strides[d]).ToArray() is var children && Has(children[0]))
                    yield return new Relation(cell, d, children);
    }
}
