using System.Globalization;
using System.Security.Cryptography;
using Federation.Node.Datasets.Formats;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>Formats are not stored: whoever compares what was downloaded last year with what is downloaded today must find the same bytes.</summary>
public sealed class A_release_written_again
{
    /// <summary>Digests as another process on another day wrote them.</summary>
    public static TheoryData<string, string> Written => new()
    {
        { "chart.en.vl.json", "0f742bf6f85ad32d01952c05412b608a70618bb32abf843a3395293012eca299" },
        { "chart.es.vl.json", "140db2b69da431e1d91b0f174beb01732449923beeda58bc496bfdbd2c1131f6" },
        { "chart.fr.vl.json", "4596edd1a2cd1f733e1ea169623abd2b0b0ca34309cbea768ff8154c2ac96738" },
        { "data.sdmx.csv", "8e734c6d9e41ca2854e1710169634358c2d208e6ac1f7ad3ebcc2ce6bae1d8e8" },
        { "datapackage.zip", "f95bd0b9aa6c63f3be7d0ac9ad8ba9d87b1b07e45a679110526751a53dc27347" },
        { "jsonstat.en.json", "548e6e2f983719d29b6581da2f9607c027da73f0e677c98f05981f69362eb07e" },
        { "jsonstat.es.json", "a842259fe46146b9e9d665eb5fdff27300e6951964c90a481ba57ebee8d62279" },
        { "jsonstat.fr.json", "54e7c9d4b150feb785e1b6a766d115515b0fa3598ea215db575b4038c0e7245c" },
        { "structure.sdmx.json", "22a0b101f3008e3ca9d79252f2821f3a034814ed4969a70178078b03001e0aa3" },
        { "table.en.xlsx", "419645ccb4f0c2d812604f2c0ee6f69644f4edbcfc1d3d6a165ee3d43265b157" },
        { "table.es.xlsx", "eed14189ad8e2eca65d3aa241c7285b39c7d0164a8c826e63dec35b96d14c736" },
        { "table.fr.xlsx", "92e8868d9aa13a6dd8a1fdde253ba8272e5b9ee9c0a987933bccfaa7b2830e77" },
        { "table.parquet", "7921c91b8aa9f4d2c276cc12519d7a6c036810ac67b968bbe20d1b89f5e2822b" },
    };

    [Theory, MemberData(nameof(Written))]
    public async Task Is_the_same_bytes_whoever_asks_and_whenever(string file, string sha256)
    {
        foreach (var culture in new[] { "en", "de-DE", "ar-SA", "tr-TR" })
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var bytes = await ReleaseFormats.Find(file)!.Write(SampleRelease.Whole, TestContext.Current.CancellationToken);
            Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
    }

    [Fact]
    public void Has_no_form_whose_bytes_are_not_pinned() =>
        Assert.Equal(ReleaseFormats.All.Select(format => format.FileName).Order(), Written.Select(row => row.Data.Item1).Order());
}
