namespace Federation.Privacy.DisclosureControl;

/// <summary>Every cell of a table with all its margins, numbered: each dimension has one place more than codes, for its total.</summary>
internal sealed class Lattice
{
    private readonly int[] _sizes;
    private readonly int[] _strides;

    /// <param name="dimensions">One to <see cref="TableLimits.Dimensions"/> dimensions.</param>
    /// <exception cref="ArgumentException">A dimension is empty or repeats a code, or the table is too large.</exception>
    public Lattice(IReadOnlyList<Dimension> dimensions)
    {
        if (dimensions.Count is 0 or > TableLimits.Dimensions)
            throw new ArgumentException($"A table has 1 to {TableLimits.Dimensions} dimensions.", nameof(dimensions));
        if (dimensions.Select(dimension => dimension.Name).Distinct(StringComparer.Ordinal).Count() != dimensions.Count)
            throw new ArgumentException("Two dimensions share a name.", nameof(dimensions));
        Dimensions = dimensions;
        _sizes = [.. dimensions.Select(dimension => dimension.Codes.Count)];
        _strides = new int[_sizes.Length];
        var count = 1L;
        for (var d = _sizes.Length - 1; d >= 0; d--)
        {
            if (_sizes[d] == 0 || dimensions[d].Codes.Distinct(StringComparer.Ordinal).Count() != _sizes[d])
                throw new ArgumentException($"Dimension {dimensions[d].Name} is empty or repeats a code.", nameof(dimensions));
            _strides[d] = (int)count;
            count *= _sizes[d] + 1;
            if (count > TableLimits.Cells)
                throw new ArgumentException($"A table has at most {TableLimits.Cells} cells, margins included.", nameof(dimensions));
        }
        Count = (int)count;
        _places = [.. dimensions.Select(dimension => dimension.Codes.Select((code, place) => (code, place))
            .ToDictionary(pair => pair.code, pair => pair.place, StringComparer.Ordinal))];
        Relations = [.. EnumerateRelations()];
    }

    private readonly Dictionary<string, int>[] _places;

    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The number of cells, margins included.</summary>
    public int Count { get; }

    /// <summary>The cell that totals every dimension.</summary>
    public int GrandTotal => Count - 1;

    /// <summary>Every sum that holds between cells: a margin and the cells it totals along one dimension.</summary>
    public IReadOnlyList<Relation> Relations { get; }

    public bool IsTotal(int cell, int dimension) => Place(cell, dimension) == _sizes[dimension];

    public bool IsInner(int cell) => !Enumerable.Range(0, _sizes.Length).Any(d => IsTotal(cell, d));

    /// <summary>The cells that <paramref name="cell"/> totals along <paramref name="dimension"/>.</summary>
    public int[] Children(int cell, int dimension) =>
        [.. Enumerable.Range(0, _sizes[dimension]).Select(place => cell - (_sizes[dimension] - place) * _strides[dimension])];

    /// <summary>The cell at these codes; null is a total.</summary>
    /// <exception cref="ArgumentException">Too few or too many codes, or a code no dimension has.</exception>
    public int IndexOf(IReadOnlyList<string?> codes)
    {
        if (codes.Count != _sizes.Length) throw new ArgumentException($"{_sizes.Length} codes are needed, got {codes.Count}.");
        var index = 0;
        for (var d = 0; d < codes.Count; d++)
        {
            var place = _sizes[d];
            if (codes[d] is { } code && !_places[d].TryGetValue(code, out place))
                throw new ArgumentException($"Dimension {Dimensions[d].Name} has no code {code}.");
            index += place * _strides[d];
        }
        return index;
    }

    /// <summary>The codes of a cell; null is a total.</summary>
    public IReadOnlyList<string?> CodesOf(int cell) =>
        [.. Dimensions.Select((dimension, d) => IsTotal(cell, d) ? null : dimension.Codes[Place(cell, d)])];

    /// <summary>The cell with the dimensions of <paramref name="mask"/>'s set bits totalled.</summary>
    public int Totalled(int cell, int mask)
    {
        for (var d = 0; d < _sizes.Length; d++)
            if ((mask >> d & 1) == 1) cell += (_sizes[d] - Place(cell, d)) * _strides[d];
        return cell;
    }

    /// <summary>The place of a cell along one dimension, the total last.</summary>
    public int Place(int cell, int dimension) => cell / _strides[dimension] % (_sizes[dimension] + 1);

    private IEnumerable<Relation> EnumerateRelations()
    {
        for (var cell = 0; cell < Count; cell++)
            for (var d = 0; d < _sizes.Length; d++)
                if (IsTotal(cell, d)) yield return new Relation(cell, d, Children(cell, d));
    }
}
