using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>Data Package 2.0 and Table Schema 2.0; stock readers of it are in the suite of conformance.</summary>
public sealed class A_release_as_a_data_package
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Describes_every_file_that_is_in_it()
    {
        var files = await Files();
        Assert.Equal(["datapackage.json", "data.csv", "codes.csv"], files.Keys);
        var resources = Description(files)["resources"]!.AsArray();
        Assert.Equal(["data.csv", "codes.csv"], resources.Select(resource => resource!["path"]!.ToString()));
        Assert.All(resources, resource =>
        {
            var bytes = files[resource!["path"]!.ToString()];
            Assert.Equal(bytes.Length, (int)resource["bytes"]!);
            Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)), resource["hash"]!.ToString());
            var header = Encoding.UTF8.GetString(bytes).Split("\r\n")[0];
            Assert.Equal(header, string.Join(',', resource["schema"]!["fields"]!.AsArray().Select(field => field!["name"]!.ToString())));
        });
    }

    [Fact]
    public async Task Says_who_published_what_under_which_licence()
    {
        var package = Description(await Files());
        Assert.Equal("https://datapackage.org/profiles/2.0/datapackage.json", package["$schema"]!.ToString());
        Assert.Equal(SampleRelease.Whole.VersionUrl, package["id"]!.ToString());
        Assert.Equal("CC-BY-4.0", package["licenses"]![0]!["name"]!.ToString());
        Assert.Equal("publisher", package["contributors"]![0]!["roles"]![0]!.ToString());
        Assert.Equal(2, package["sources"]!.AsArray().Count);
    }

    [Fact]
    public async Task Tells_hidden_cells_from_empty_ones_and_totals_from_codes()
    {
        var files = await Files();
        var rows = Encoding.UTF8.GetString(files["data.csv"]).Split("\r\n");
        Assert.Equal("sector,week,persons,contributions,workedMinutes,missedBreaks,missing_sources,status", rows[0]);
        Assert.Equal("care,2026-W45,22,22,52800,31,0,shown", rows[1]);
        Assert.Equal("care,_T,24,42,100800,43,0,shown", rows[3]);
        Assert.Equal("'=retail,2026-W45,[c],[c],[c],[c],[c],hidden", rows[4]);
        Assert.Equal("_T,_T,62,110,264000,140,0,shown", rows[8]);
        var schema = Description(files)["resources"]![0]!["schema"]!;
        Assert.Equal(["", "[c]"], schema["missingValues"]!.AsArray().Select(value => value!.ToString()));
        Assert.Equal(["care", "'=retail", "_T"], schema["fields"]![0]!["constraints"]!["enum"]!.AsArray().Select(value => value!.ToString()));
        Assert.Equal(["sector", "week"], schema["primaryKey"]!.AsArray().Select(value => value!.ToString()));
    }

    [Fact]
    public async Task Explains_its_codes_in_three_languages()
    {
        var codes = Encoding.UTF8.GetString((await Files())["codes.csv"]);
        Assert.Contains("sector,care,\"Health and \"\"care\"\"\",Santé,Sanidad", codes, StringComparison.Ordinal);
        Assert.Contains("sector,_T,All,Tous,Todos", codes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Holds_nothing_that_a_spreadsheet_would_compute()
    {
        foreach (var (name, bytes) in (await Files()).Where(file => file.Key.EndsWith(".csv", StringComparison.Ordinal)))
        {
            var starts = Encoding.UTF8.GetString(bytes).Split("\r\n").SelectMany(line => line.Split(',')).Select(field => field.TrimStart('"')).Where(field => field.Length > 0);
            Assert.True(starts.All(field => !"=+-@\t\r".Contains(field[0], StringComparison.Ordinal)), $"{name} holds a formula.");
        }
    }

    [Fact]
    public async Task Keeps_columns_and_marks_apart_when_codes_read_like_them()
    {
        var table = SampleRelease.Whole.Table;
        var odd = SampleRelease.Whole with
        {
            Table = table with
            {
                Dimensions = [table.Dimensions[0] with { Name = "persons", Codes = [new("_T", new("t", "t", "t")), new("[c]", new("c", "c", "c"))] }, table.Dimensions[1]],
                Cells = [table.Cells[0] with { Codes = ["_T", "2026-W45"] }],
                Hidden = [new(["[c]", null])],
            },
        };
        var rows = Encoding.UTF8.GetString((await Files(odd))["data.csv"]).Split("\r\n");
        Assert.StartsWith("persons_2,week,persons,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("_T,2026-W45,22,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith("[c],_T_,[c]_,", rows[2], StringComparison.Ordinal);
    }

    private static JsonNode Description(Dictionary<string, byte[]> files) => JsonNode.Parse(files["datapackage.json"])!;

    private static async Task<Dictionary<string, byte[]>> Files(PublishedTable? release = null)
    {
        using var archive = new ZipArchive(new MemoryStream(await new DataPackageFormat().Write(release ?? SampleRelease.Whole, Cancel)));
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in archive.Entries)
        {
            Assert.Equal(entry.Length, entry.CompressedLength); // a compressor would make the bytes depend on its version
            await using var stream = await entry.OpenAsync(Cancel);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Cancel);
            files[entry.FullName] = bytes.ToArray();
        }

        return files;
    }
}
