using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Contributions.PaidHours;
using Federation.Node.Contributions.Papers;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.CommandLine;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.PaidHours;

/// <summary>The member's own weeks as a file that a court's expert opens; judged by programs that nobody here wrote (poppler-utils).</summary>
public sealed class A_timesheet_as_a_PDF(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_valid_for_a_stock_reader_until_a_byte_of_it_changes()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, path) = await WithWeeks(node, "ana");
        await ana.Open(path);
        Assert.NotNull(ana.Page.QuerySelector($"a[href='{path}.pdf']"));
        var pdf = await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel);
        var judged = await Poppler("pdfsig", pdf);
        Assert.Contains("Signature is Valid.", judged, StringComparison.Ordinal);
        Assert.Contains("Total document signed", judged, StringComparison.Ordinal);
        Assert.Contains("CN=Union A", judged, StringComparison.Ordinal);
        foreach (var place in new[] { pdf.Length / 4, pdf.Length / 2, pdf.Length - 20 })
        {
            Assert.DoesNotContain("Signature is Valid", await Poppler("pdfsig", Flipped(pdf, place)), StringComparison.Ordinal);
        }

        using var ben = await node.SignedIn("ben");
        await ben.Open(path + ".pdf");
        Assert.Equal(HttpStatusCode.NotFound, ben.Status); // nobody else's
        ana.Dispose();
    }

    [Theory]
    [InlineData("en", "Timesheet of ana", "4 h 20 were not paid, 62.83 EUR", "does not vouch for the hours", "page 1 of 1")]
    [InlineData("fr", "Relevé d'heures de ana", "4 h 20 n'ont pas été payées, soit 62,83 EUR", "ne se porte pas garant des heures", "page 1 sur 1")]
    [InlineData("es", "Hoja de horas de ana", "4 h 20 no se pagaron, 62,83 EUR", "no responde de las horas", "página 1 de 1")]
    public async Task Is_read_back_in_the_language_of_its_member(string language, params string[] words)
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, path) = await WithWeeks(node, "ana");
        await ana.Open($"{path}?lang={language}");
        var pdf = await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel);
        var lines = await Poppler("pdftotext", pdf, "-layout");
        Assert.DoesNotMatch(@"(?m)^\s*[»:;?!%]|«\s*$", lines);
        var text = Folded(lines);
        Assert.All(words, each => Assert.Contains(each, text, StringComparison.Ordinal));
        Assert.Contains("2026-W45 43 h 00 40 h 00 14.50 EUR 3 h 00 43.50 EUR", text.Replace(',', '.'), StringComparison.Ordinal);
        var facts = await Poppler("pdfinfo", pdf);
        Assert.Matches("Title: +" + Regex.Escape(words[0]), facts);
        Assert.Matches("Author: +Union A", facts);
        Assert.Matches("Page size: .*A4", facts);
        ana.Dispose();
    }

    [Fact]
    public async Task Goes_on_over_pages_each_with_its_number_and_the_heads_of_its_columns()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, path) = await WithWeeks(node, "ana", weeks: 60);
        var text = await Poppler("pdftotext", await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel), "-layout");
        var pages = text.Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length > 1);
        Assert.All(pages.Index(), page => Assert.Contains($"page {page.Index + 1} of {pages.Length}", page.Item, StringComparison.Ordinal));
        Assert.All(pages.Take(2), page => Assert.Contains("Pay for an", page, StringComparison.Ordinal));
        Assert.Equal(60, Regex.Count(text, @"^ *20\d\d-W\d\d ", RegexOptions.Multiline));
        ana.Dispose();
    }

    [Fact]
    public async Task Says_nothing_of_pay_where_the_campaign_asks_for_none()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute",
            ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2500"), ("missedBreaks", "2"), ("eveningMinutes", "120"), ("weekendMinutes", "0"));
        var text = Folded(await Poppler("pdftotext", await ana.Http.GetByteArrayAsync($"/contributions/{DatasetSteps.IdOf(campaign)}/timesheet.pdf", Cancel), "-layout"));
        Assert.Contains("2026-W45 41 h 40 typed, 24 November 2026", text, StringComparison.Ordinal);
        Assert.Contains("Court of Justice, 14 May 2019, C-55/18", text, StringComparison.Ordinal);
        Assert.DoesNotContain("In money", text, StringComparison.Ordinal);
        Assert.DoesNotContain("not paid", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_verified_without_the_node_with_what_is_wrong_of_any_other()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, path) = await WithWeeks(node, "ana");
        var pdf = await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel);
        var key = node.Services.GetRequiredService<INodeIdentity>().PublicKey.ToString();
        await Verifies(pdf, key, "The timesheet is whole: 2 weeks of ana, signed by Union A");
        await Refuses(Flipped(pdf, pdf.Length / 2), key, "was changed after it was signed");
        await Refuses([.. pdf, .. "\n% more\n"u8], key, "no signature over the whole of it");

        var sheet = PdfSignature.Attached(pdf, Timesheet.FileName)!;
        await Refuses(await Made(sheet, Timesheet.FileName), key, "another certificate than the one that the timesheet in it names");
        await Refuses(await Made(sheet, "other.json"), key, "holds no timesheet.json");
        var older = JsonNode.Parse(sheet)!.AsObject();
        older.Remove(Timesheet.CertificateField);
        await Refuses(await Made(Encoding.UTF8.GetBytes(older.ToJsonString()), Timesheet.FileName), key, "The proof does not fit the document");

        await using var other = await RunningNode.Start(postgres, "Union B");
        await Refuses(pdf, other.Services.GetRequiredService<INodeIdentity>().PublicKey.ToString(), "The proof does not fit the document");
        ana.Dispose();
    }

    [Fact]
    public async Task Is_signed_by_one_certificate_on_all_replicas_and_under_a_new_master_key()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var keys = new[] { node, replica, node, replica }.Select(each => each.Services.GetRequiredService<DocumentKey>()).ToArray();
        var seen = (await Task.WhenAll(keys.Select(each => Fingerprint(each)))).Distinct();
        var first = Assert.Single(seen);
        await node.Services.GetRequiredService<MasterKeyReplacement>().Run(keepOld: false, Cancel);
        Assert.Equal([first, first], [await Fingerprint(keys[0]), await Fingerprint(keys[1])]);
        using var certificate = await keys[0].Open(Cancel);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().Format(multiLine: false);
        // These two have an address each; whichever made it is in it.
        Assert.Contains(new[] { node, replica }, each => names.Contains(each.Services.GetRequiredService<INodeIdentity>().Actor.AbsoluteUri, StringComparison.Ordinal));
        Assert.Equal("CN=Union A", certificate.Subject);

        static async Task<string> Fingerprint(DocumentKey key)
        {
            using var certificate = await key.Open(Cancel);
            return DocumentKey.Fingerprint(certificate);
        }
    }

    [Fact]
    public async Task Is_signed_by_a_new_certificate_once_the_operator_makes_one_and_those_of_before_still_verify()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, path) = await WithWeeks(node, "ana");
        var before = await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel);
        var folder = node.Services.GetRequiredService<NodeOptions>().DataFolder;
        var settings = Path.Combine(folder, "node.json");
        await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["name"] = "Union of the coast", ["origin"] = node.Origin.GetLeftPart(UriPartial.Authority), ["database"] = node.Services.GetRequiredService<DatabaseConnection>().ConnectionString,
        }), Cancel);
        File.SetUnixFileMode(settings, UnixFileMode.UserRead | UnixFileMode.UserWrite); // it holds the database's password
        var (code, output, errors) = await Installation.Run(["key", "certify", "--json", "--data", folder]);
        Assert.True(code == ExitCodes.Done, errors);

        var after = await ana.Http.GetByteArrayAsync(path + ".pdf", Cancel); // the node serves on, under the name it was started with
        Assert.Contains("CN=Union of the coast", await Poppler("pdfsig", after), StringComparison.Ordinal);
        Assert.NotEqual(PdfSignature.Check(before).Fingerprint, PdfSignature.Check(after).Fingerprint);
        var made = JsonNode.Parse(output)!;
        Assert.Equal(
            ("CN=Union of the coast", node.Services.GetRequiredService<INodeIdentity>().Actor.AbsoluteUri, PdfSignature.Check(after).Fingerprint),
            (made["name"]!.ToString(), made["actor"]!.ToString(), made["fingerprint"]!.ToString()));
        var key = node.Services.GetRequiredService<INodeIdentity>().PublicKey.ToString();
        await Verifies(before, key, "2 weeks of ana, signed by Union A");
        await Verifies(after, key, "2 weeks of ana, signed by Union A");
        Assert.Equal(1, await node.Count("node.document_key")); // of the old key nothing is left to sign with
        ana.Dispose();
    }

    [Fact]
    public async Task Writes_a_name_as_it_is_or_says_which_letters_it_lacks()
    {
        await using var node = await RunningNode.Start(postgres);
        var (lukasz, path) = await WithWeeks(node, "Łukasz Ψης Жук");
        var pdf = await lukasz.Http.GetByteArrayAsync(path + ".pdf", Cancel);
        Assert.Contains("Timesheet of Łukasz Ψης Жук", Folded(await Poppler("pdftotext", pdf, "-layout")), StringComparison.Ordinal);
        Assert.Contains("Signature is Valid.", await Poppler("pdfsig", pdf), StringComparison.Ordinal);
        await Verifies(pdf, node.Services.GetRequiredService<INodeIdentity>().PublicKey.ToString(), "2 weeks of Łukasz Ψης Жук");
        lukasz.Dispose();

        var (wei, hers) = await WithWeeks(node, "王 Wei", campaignOf: path);
        await wei.Open(hers + ".pdf");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wei.Status);
        Assert.Contains("no font with 王, and a name is not written otherwise than it is", wei.Text, StringComparison.Ordinal);
        Assert.Contains("The signed document", wei.Text, StringComparison.Ordinal); // which is there for her all the same
        wei.Dispose();
    }

    [Fact]
    public void Needs_no_font_of_the_machine_for_the_letters_of_western_Europe()
    {
        var nowhere = Directory.CreateTempSubdirectory("federation-fonts").FullName;
        Assert.Empty(Typefaces.For(["Œuvre naïve, Muñoz, Straße, Ægir: 1\u202F234,50 € − “a”"], nowhere).Lacking);
        var (found, lacking) = Typefaces.For(["Łukasz Ψ"], nowhere);
        Assert.Null(found);
        Assert.Equal("Ł Ψ", string.Join(' ', lacking));
        Assert.NotNull(Typefaces.For(["Łukasz Ψ"]).Found);
        Assert.Null(Typefaces.For(["عائشة"]).Found); // its letters join, and nothing here joins them
        Directory.Delete(nowhere);
    }

    private static async Task<(Visitor Member, string Path)> WithWeeks(RunningNode node, string name, int weeks = 2, string? campaignOf = null)
    {
        var campaign = campaignOf is null ? await node.OpenCampaign(CampaignDefinitions.UnpaidHours) : "/campaigns/" + campaignOf.Split('/')[2];
        var member = await node.Agreeing(campaign, name);
        var card = await node.Card(campaign);
        var id = (await node.Services.GetRequiredService<MemberDesk>().FindByName(name, Cancel))!.Value;
        var consent = await node.Services.GetRequiredService<IConsents>().Active(card.Id, id, Cancel);
        var rows = Enumerable.Range(0, weeks).Select(week => new ContributedRow(
            new Dictionary<string, string> { ["site"] = "north", ["week"] = WeekBefore(week) },
            new Dictionary<string, long>
            {
                ["workedMinutes"] = 2580 - (week % 2 * 100), ["missedBreaks"] = 1, ["eveningMinutes"] = 0, ["weekendMinutes"] = 0, ["paidMinutes"] = 2400, ["hourlyRate"] = 1450,
            }));
        await node.Services.GetRequiredService<ContributionDesk>().Keep(consent!, new ContributedRows([.. rows]), "form", Cancel);
        return (member, $"/contributions/{card.Id}/timesheet");
    }

    // 2026-W45 and those before it.
    private static string WeekBefore(int weeks)
    {
        var day = new DateTime(2026, 11, 4).AddDays(-7 * weeks);
        return FormattableString.Invariant($"{ISOWeek.GetYear(day):D4}-W{ISOWeek.GetWeekOfYear(day):D2}");
    }

    // A PDF as anybody could make one.
    private static async Task<byte[]> Made(byte[] attached, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Union A", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        var type = Typefaces.For(["Paid in full"]).Found!;
        var pages = Paper.Set([new Block.Paragraph("Paid in full")], (_, _) => "", type);
        return await SignedPdf.Make(new PdfTitle("Paid in full", "Union A", "en"), pages, type, (name, attached), certificate, DateTimeOffset.UnixEpoch);
    }

    private static byte[] Flipped(byte[] file, int place)
    {
        var changed = file.ToArray();
        changed[place] ^= 1;
        return changed;
    }

    private static async Task Verifies(byte[] pdf, string key, string words)
    {
        var (code, output, errors) = await Verify(pdf, key);
        Assert.True(code == ExitCodes.Done, errors);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private static async Task Refuses(byte[] pdf, string key, string why)
    {
        var (code, _, errors) = await Verify(pdf, key);
        Assert.Equal(ExitCodes.CheckFailed, code);
        Assert.Contains(why, Folded(errors), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> Verify(byte[] pdf, string key)
    {
        var file = await Kept(pdf);
        try
        {
            return await Installation.Run(["timesheet", "verify", file, "--key", key]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> Poppler(string program, byte[] pdf, params string[] options)
    {
        var file = await Kept(pdf);
        using var process = Process.Start(new ProcessStartInfo(program, [.. options, file, .. program == "pdftotext" ? ["-"] : Array.Empty<string>()]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        File.Delete(file);
        return output;
    }

    private static async Task<string> Kept(byte[] pdf)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}.pdf");
        await File.WriteAllBytesAsync(file, pdf, Cancel);
        return file;
    }

    private static string Folded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
