using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.CodeLists;
using Federation.Node.Shell;
using Federation.Privacy.DifferentialPrivacy;
using Federation.Privacy.DisclosureControl;
using Federation.Protocol.Json;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// A table that passed the gate, as it is published: cells shown, codes of cells hidden, and all a reader needs to understand them. Why
/// a cell is hidden is not told: that it is too small would be a fact about few.
/// </summary>
/// <param name="Title">Its name.</param>
/// <param name="Dimensions">How it is cut.</param>
/// <param name="Measures">What is added up.</param>
/// <param name="MinimumGroup">Persons behind every figure.</param>
/// <param name="Sources">How many unions' tables were added up; 1 for a union's own.</param>
/// <param name="PopulationBand">Band of the number of people, or null when even that is hidden.</param>
/// <param name="SuppressedCells">How many cells are hidden.</param>
/// <param name="Method">How the figures came about, and how far they may be trusted.</param>
/// <param name="Cells">The cells shown.</param>
/// <param name="Hidden">The cells hidden.</param>
/// <param name="Protections">Names of the protections it passed; null in tables made before they were named.</param>
/// <param name="Gap">Two groups that readers may compare: see <see cref="PayGap"/>; null for most.</param>
/// <param name="Noise">What was done to its figures when they have noise; null for most.</param>
/// <param name="Crossings">Which dimensions are crossed with each other, by name; null when all are. Other cells are not of the table.</param>
public sealed record TableFile(
    Text Title, IReadOnlyList<TableDimension> Dimensions, IReadOnlyList<TableMeasure> Measures, int MinimumGroup, int Sources,
    string? PopulationBand, int SuppressedCells, Text Method, IReadOnlyList<TableCell> Cells, IReadOnlyList<HiddenCell> Hidden,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Protections = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] GapRule? Gap = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TableNoise? Noise = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<IReadOnlyList<string>>? Crossings = null)
{
    /// <summary>Largest table that is read from a peer, in bytes: twice the largest the gate can make.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <summary>The published bytes: canonical JSON (RFC 8785), so that the same table is the same file.</summary>
    public byte[] Bytes() => CanonicalJson.Bytes(JsonSerializer.SerializeToNode(this, Json)!.AsObject()); // a record is an object

    /// <summary>Lower-case hex SHA-256 of <see cref="Bytes"/>.</summary>
    public string Sha256() => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>The table as the gate knows it.</summary>
    public GatedTable Gated()
    {
        List<Dimension> dimensions = [.. Dimensions.Select(dimension =>
            new Dimension(dimension.Name, [.. dimension.Codes.Select(code => code.Code)], dimension.PersonsRepeat) { Within = dimension.Within() })];
        List<PublishedCell> published = [.. Cells.Select(cell =>
            new PublishedCell(cell.Codes, cell.Persons, cell.Contributions, cell.Measures, cell.Sources, cell.MissingSources, cell.Bounds?.Gated()))];
        List<SuppressedCell> hidden = [.. Hidden.Select(cell => new SuppressedCell(cell.Codes, SuppressionReason.AtSource))];
        return new GatedTable(dimensions, [.. Measures.Select(measure => measure.Name)], MinimumGroup, Sources, published, hidden,
            SuppressionAudit.Of(dimensions, Measures.Count, published, hidden, Crossings)) { Crossings = Crossings };
    }

    /// <summary>The codes of the cells hidden.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> HiddenCodes() => [.. Hidden.Select(cell => cell.Codes)];

    /// <summary>The cell at these codes (null is a total), or null when it is hidden or empty.</summary>
    public TableCell? Find(IReadOnlyList<string?> codes) => Cells.FirstOrDefault(cell => cell.Codes.SequenceEqual(codes));

    /// <summary>Reads a table that was kept here.</summary>
    public static TableFile Of(byte[] bytes) => JsonSerializer.Deserialize<TableFile>(bytes, Json)!; // written by Bytes

    /// <summary>Reads a peer's table and attacks it as any reader could.</summary>
    /// <returns>The table, or the reason why it is not one, in one English sentence.</returns>
    public static (TableFile? Table, string? Reason) Read(byte[] bytes)
    {
        var strict = StrictJson.ReadObject(bytes);
        if (!strict.IsRead)
        {
            return (null, strict.Reason);
        }

        try
        {
            var table = strict.Document.Deserialize<TableFile>(Json)!; // an object is never null
            if (TableForm.Refute(table) is { } malformed)
            {
                return (null, malformed);
            }

            var gated = table.Gated();
            return !gated.Audit.IsProtected ? (null, "The table gives hidden cells away.")
                : table.Cells.Any(cell => cell.Persons < table.MinimumGroup) ? (null, "The table shows a cell below its own minimum group.")
                : table.SuppressedCells != table.Hidden.Count ? (null, "The table does not say truly how many cells it hides.")
                : (table, null);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException)
        {
            return (null, "The table is not in the form of this protocol: " + e.Message);
        }
    }
}

/// <summary>One way a table is cut.</summary>
/// <param name="Name">Machine name.</param>
/// <param name="Label">What people read.</param>
/// <param name="Codes">Its codes in order.</param>
/// <param name="PersonsRepeat">True when persons do not add up over it, as over weeks.</param>
/// <param name="IsAnswer">True when it says what people answered or what was made of it, as who earns less, and not who they are; written only then.</param>
/// <param name="KeptBy">Of dates: the kind of period that its codes are, like <c>month</c>; written only then.</param>
/// <param name="CodeList">The public list that its codes are of, like <c>ILO:SEX</c>; written only then.</param>
public sealed record TableDimension(
    string Name, Text Label, IReadOnlyList<TableCode> Codes, bool PersonsRepeat,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAnswer = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? KeptBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? CodeList = null)
{
    /// <summary>The list that its codes are of; null when it names none that is known here, or has a code that is not of it.</summary>
    internal CodeList? Listed() => Campaigns.CodeLists.CodeList.Find(CodeList) is { } list && Codes.All(code => list.LabelOf(code.Code) is not null) ? list : null;

    /// <summary>By code the one that adds it up.</summary>
    public IReadOnlyDictionary<string, string> Within() => Codes.Where(code => code.In is not null).ToDictionary(code => code.Code, code => code.In!); // just looked

    /// <summary>True when a code adds others up.</summary>
    public bool IsGroup(string code) => Codes.Any(each => each.In == code);

    /// <summary>In how many groups a code is, one in the other.</summary>
    public int Depth(TableCode code)
    {
        var depth = 0;
        for (var group = code.In; group is not null; group = Codes.First(each => each.Code == group).In)
        {
            depth++;
        }

        return depth;
    }
}

/// <summary>One code of a dimension.</summary>
/// <param name="Code">Machine name.</param>
/// <param name="Label">What people read.</param>
/// <param name="In">The code that adds it up, as a site's region; null when only the total does.</param>
public sealed record TableCode(string Code, Text Label, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In = null);

/// <summary>What is added up.</summary>
/// <param name="Name">Machine name.</param>
/// <param name="Label">What people read.</param>
/// <param name="Unit">Its unit, like <c>min</c>.</param>
/// <param name="SquareOf">The measure of which it adds up the squares, person by person; null for most. The two tell how sure a mean is.</param>
public sealed record TableMeasure(
    string Name, Text Label, string? Unit, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? SquareOf = null);

/// <summary>One cell shown: see <see cref="PublishedCell"/>.</summary>
/// <param name="Codes">One code for each dimension; null is a total.</param>
/// <param name="Persons">How many people.</param>
/// <param name="Contributions">How many contributions; with noise, as many as people.</param>
/// <param name="Measures">Sums, in the order of the table's measures.</param>
/// <param name="Sources">How many tables were added up in it.</param>
/// <param name="MissingSources">How many tables hide it.</param>
/// <param name="PlusMinus">Of a table with noise: by how much noise moved the people, then each measure, at most in 95 of 100 cases; null for all others.</param>
public sealed record TableCell(
    IReadOnlyList<string?> Codes, long Persons, long Contributions, IReadOnlyList<long> Measures, int Sources, int MissingSources,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? PlusMinus = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TableBounds? Bounds = null);

/// <summary>That a table's figures have noise (differential privacy).</summary>
/// <param name="Rho">What the table cost, in rho of zero-concentrated differential privacy, as a fraction like <c>3/500</c>.</param>
public sealed record TableNoise(string Rho)
{
    /// <summary>The same as a number.</summary>
    internal Rational Price => Rational.Read(Rho)!.Value; // made here, or TableForm looked
}

/// <summary>One cell hidden.</summary>
public sealed record HiddenCell(IReadOnlyList<string?> Codes);
