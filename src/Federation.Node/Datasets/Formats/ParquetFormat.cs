using Federation.Node.Shell;
using Parquet;
using Parquet.Schema;

namespace Federation.Node.Datasets.Formats;

/// <summary>The rows as columns with types (Apache Parquet), for tables too large for a spreadsheet. Not compressed: see <see cref="StoredZip"/>.</summary>
internal sealed class ParquetFormat : IReleaseFormat
{
    public string FileName => "table.parquet";

    public string MediaType => "application/vnd.apache.parquet";

    public string Standard => "https://parquet.apache.org/docs/file-format/";

    public string Name => "Parquet";

    public Text For => new(
        "For analysts with large tables: DuckDB, R, Python.",
        "Pour les analystes de grands tableaux : DuckDB, R, Python.",
        "Para analistas de tablas grandes: DuckDB, R, Python.");

    public string? Language => null;

    public async Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var table = FlatTable.Of(release.Table);
        List<DataField> dimensions = [.. table.Dimensions.Select(name => new DataField<string>(name, nullable: false))];
        List<DataField> figures = [.. table.Figures.Select(name => new DataField<long?>(name))], bounds = [.. table.Bounds.Select(name => new DataField<long?>(name))];
        var status = new DataField<string>(FlatTable.Status, nullable: false);
        using var bytes = new MemoryStream();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.None };
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema([.. dimensions, .. figures, .. bounds, status]), bytes, options, cancellationToken: cancel))
        {
            writer.CustomMetadata = new Dictionary<string, string>
            {
                ["title"] = release.Table.Title.En, ["id"] = release.VersionUrl, ["license"] = release.License, ["method"] = release.Table.Method.En,
            };
            using var group = writer.CreateRowGroup();
            for (var d = 0; d < dimensions.Count; d++)
            {
                await group.WriteAsync(dimensions[d], [.. table.Rows.Select(row => row.Codes[d] ?? table.Total)]);
            }

            for (var f = 0; f < figures.Count; f++)
            {
                await group.WriteAsync<long>(figures[f], table.Rows.Select(row => row.Figures?[f]).ToArray(), cancellationToken: cancel);
            }

            for (var b = 0; b < bounds.Count; b++)
            {
                await group.WriteAsync<long>(bounds[b], table.Rows.Select(row => row.Bounds?[b]).ToArray(), cancellationToken: cancel);
            }

            await group.WriteAsync(status, [.. table.Rows.Select(row => row.Status)]);
        }

        return bytes.ToArray();
    }
}
