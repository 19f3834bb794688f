using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Documents;
using Federation.Node.Members;
using Federation.Node.Tests.Members;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_shared_by_link(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_shown_to_whoever_has_the_address_until_it_is_taken_back()
    {
        var secrets = new List<string>();
        var canaries = new Canaries(secrets);
        await using var node = await RunningNode.Start(postgres, parts: parts => parts.AddSingleton<ILoggerProvider>(canaries));
        await using var replica = await node.StartReplica(parts => parts.AddSingleton<ILoggerProvider>(canaries));
        using var ana = await Drive.Of(node);
        foreach (var folder in new[] { "/dav/private", "/dav/private/Roster", "/dav/private/Roster/May" })
        {
            await ana.Device.Status("MKCOL", folder);
        }

        await ana.Device.Put("/dav/private/Roster/May/one.html", "<script>alert(1)</script>");
        await ana.Device.Put("/dav/private/diary.txt", "dear diary");
        var (id, address) = await Link(ana, "Roster", "download", ("label", "for the lawyer"));
        using var visitor = new Passerby(replica, address);
        secrets.Add(visitor.Token);

        Assert.Equal(HttpStatusCode.OK, await visitor.Open());
        Assert.Contains("May", visitor.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("private", visitor.Browser.Page.Source.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lawyer", visitor.Browser.Page.Source.Text, StringComparison.Ordinal);
        Assert.Equal("no-referrer", visitor.Browser.Answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Contains("noindex", visitor.Browser.Answer.Headers.GetValues("X-Robots-Tag").Single(), StringComparison.Ordinal);
        Assert.True(visitor.Browser.Answer.Headers.CacheControl!.NoStore); // every answer says how it is cached
        await visitor.Browser.Open(visitor.Browser.Page.QuerySelector("td a")!.GetAttribute("href")!); // one folder is listed
        Assert.Contains("one.html", visitor.Browser.Text, StringComparison.Ordinal);

        var (one, diary) = (await ana.Id("one.html"), await ana.Id("diary.txt"));
        using (var whole = await visitor.Ask(one))
        {
            Assert.Equal("<script>alert(1)</script>", await whole.Content.ReadAsStringAsync(Cancel));
            Assert.Equal("attachment", whole.Content.Headers.ContentDisposition!.DispositionType);
            Assert.Contains("sandbox", whole.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", whole.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.NotNull(whole.Headers.ETag);
        }

        using (var rest = await visitor.Ask(one, from: 8))
        {
            Assert.Equal((HttpStatusCode.PartialContent, "alert(1)</script>"), (rest.StatusCode, await rest.Content.ReadAsStringAsync(Cancel)));
        }

        Assert.Equal(404, await visitor.Status(diary));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.Open($"/folders/{await ana.Id("private")}"));
        Assert.Equal(1, await node.Count($"node.link where token_hash = '\\x{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(visitor.Token)))}'"));
        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(visitor.Token).Length);

        // Who can see this: through the folder above, and no more once that is over.
        Assert.Equal("for the lawyer", (string?)Assert.Single((await Sharing(ana, "one.html"))["seenByLink"]!.AsArray())!["label"]);
        Assert.Empty((await Sharing(ana, "private"))["seenByLink"]!.AsArray());

        // One answer for everything that is not: what was never there, what is in the trash, what moved to another space, what ended.
        var nothing = await Nothing(visitor, $"/links/{new string('A', 43)}");
        await ana.Device.Status("DELETE", "/dav/private/Roster");
        Assert.Equal(nothing, await Nothing(visitor, visitor.Path));
        Assert.Equal(404, await visitor.Status(one));
        await ana.Restore(await ana.InTrash("Roster"));
        Assert.Equal(200, await visitor.Status(one));
        var branch = await ana.OpenSpace("Branch");
        await ana.Device.Status("MOVE", "/dav/private/Roster", null, ("Destination", "/dav/Branch/Roster"));
        Assert.Equal(nothing, await Nothing(visitor, visitor.Path));
        await ana.Restore(await ana.InTrash("Roster"));
        Assert.Equal(HttpStatusCode.OK, await visitor.Open());
        Assert.Equal(204, (await ana.Post($"/documents/{await Entry(node, id)}/links/{id}/end")).Status);
        Assert.Equal(nothing, await Nothing(visitor, visitor.Path));
        Assert.Equal(404, (await ana.Post($"/documents/{branch}/links/{id}/end")).Status);

        // Until the last day is over; and erased with what it leads to.
        var (_, second) = await Link(ana, "diary.txt", "download", ("expires", "2026-11-24"));
        using var reader = new Passerby(node, second);
        secrets.Add(reader.Token);
        Assert.Equal(200, await reader.Status(diary));
        node.Clock.Advance(TimeSpan.FromHours(15));
        Assert.Equal(404, await reader.Status(diary));
        Assert.Equal(nothing, await Nothing(visitor, reader.Path));
        await ana.Destroy("/dav/private/diary.txt");
        Assert.Equal((0, 0), (await node.Count("node.link"), await node.Count("node.link_use")));
        Assert.Empty(await canaries.Find(node));
    }

    [Fact]
    public async Task Asks_for_its_password_and_allows_few_guesses()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/roster.txt", "roster");
        var roster = await ana.Id("roster.txt");
        var (id, address) = await Link(ana, "roster.txt", "download", ("password", "seven horses"));
        using var visitor = new Passerby(node, address);
        await visitor.Open();
        Assert.DoesNotContain("roster", visitor.Browser.Page.Source.Text, StringComparison.Ordinal);
        Assert.Equal(303, await visitor.Status(roster));
        await visitor.Browser.Submit(visitor.Path, ("password", "eight horses"));
        Assert.Equal(HttpStatusCode.Forbidden, visitor.Browser.Status);
        await visitor.Browser.Submit(visitor.Path, ("password", "seven horses"));
        Assert.Contains("roster.txt", visitor.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(200, await visitor.Status(roster));

        // The cookie is good for an hour, for this link and this password.
        node.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(303, await visitor.Status(roster));
        await visitor.Open();
        using (var form = new FormUrlEncodedContent(
            visitor.Browser.Page.QuerySelectorAll("main input[type=hidden]").Select(hidden => KeyValuePair.Create(hidden.GetAttribute("name")!, hidden.GetAttribute("value")!))
                .Append(KeyValuePair.Create("password", "seven horses")))) // a form has a token
        using (var entered = await visitor.Browser.Http.PostAsync(visitor.Path, form, Cancel))
        {
            var cookie = entered.Headers.GetValues("Set-Cookie").Single(each => each.StartsWith("entered=", StringComparison.Ordinal));
            Assert.Contains($"path={visitor.Path};", cookie, StringComparison.Ordinal);
            Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
            Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        }

        Assert.Equal(200, await visitor.Status(roster));
        Assert.Equal(204, (await ana.Post($"/documents/{roster}/links/{id}/change", ("label", "new"), ("password", "nine horses"))).Status);
        Assert.Equal(303, await visitor.Status(roster));
        Assert.Equal(204, (await ana.Post($"/documents/{roster}/links/{id}/change", ("label", "newer"))).Status); // keeps the password
        Assert.Equal(303, await visitor.Status(roster));

        await visitor.Open();
        for (var guess = 0; guess < 10; guess++)
        {
            await visitor.Browser.Submit(visitor.Path, ("password", $"guess number {guess}"));
            Assert.Equal(HttpStatusCode.Forbidden, visitor.Browser.Status);
        }

        await visitor.Browser.Submit(visitor.Path, ("password", "nine horses"));
        Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Browser.Status);
        Assert.NotNull(visitor.Browser.Answer.Headers.RetryAfter);
        Assert.Equal(204, (await ana.Post($"/documents/{roster}/links/{id}/change", ("without", "yes"))).Status);
        Assert.Equal(200, await visitor.Status(roster));
    }

    [Fact]
    public async Task Is_given_as_often_as_was_said_and_not_once_more()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        await ana.Device.Put("/dav/roster.txt", "roster");
        var roster = await ana.Id("roster.txt");
        var (_, address) = await Link(ana, "roster.txt", "download", ("most", "3"));
        using var first = new Passerby(node, address);
        Assert.Equal(200, await first.Status(roster, head: true));
        Assert.Equal(200, await first.Status(roster));
        Assert.Equal(206, await first.Status(roster, from: 3)); // goes on, and is not counted
        using (var stranger = new Passerby(node, address))
        {
            Assert.Equal(206, await stranger.Status(roster, from: 1)); // all but a byte is all
        }

        Assert.Equal(2, (int?)Assert.Single((await Sharing(ana, "roster.txt"))["links"]!.AsArray())!["uses"]);
        var rivals = Enumerable.Range(0, 8).Select(at => new Passerby(at % 2 == 0 ? node : replica, address)).ToList();
        var given = await Task.WhenAll(rivals.Select(rival => rival.Status(roster)));
        rivals.ForEach(rival => rival.Dispose());
        Assert.Equal((1, 7), (given.Count(status => status == 200), given.Count(status => status == 404)));
        Assert.Equal(404, await first.Status(roster));
        Assert.Equal(206, await first.Status(roster, from: 3));
        Assert.Equal(HttpStatusCode.NotFound, await first.Open());
        Assert.Empty((await Sharing(ana, "roster.txt"))["seenByLink"]!.AsArray());
    }

    [Fact]
    public async Task Takes_files_from_strangers_who_see_nothing()
    {
        await using var node = await RunningNode.Start(postgres, parts: parts => parts.AddSingleton(new DocumentLimits { MaxDocumentBytes = 1000 }));
        using var ana = await Drive.Of(node);
        await ana.Device.Status("MKCOL", "/dav/Reports");
        await ana.Device.Put("/dav/Reports/safety.txt", "ours");
        var (_, address) = await Link(ana, "Reports", "drop-box", ("most", "5"));
        using var visitor = new Passerby(node, address);
        await visitor.Open();
        Assert.Equal(HttpStatusCode.OK, await visitor.Drop("safety.txt", "theirs"));
        Assert.Contains("safety.txt arrived", visitor.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("(2)", visitor.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(("ours", "theirs"), (await ana.Device.Read("/dav/Reports/safety.txt"), await ana.Device.Read("/dav/Reports/safety%20(2).txt")));
        Assert.Equal(404, await visitor.Status(await ana.Id("safety.txt")));
        Assert.Equal(404, await visitor.Status(await ana.Id("safety (2).txt")));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.Open($"/folders/{await ana.Id("Reports")}"));
        using (var page = await node.SignedIn("ana"))
        {
            await page.Open($"/documents/{await ana.Id("safety (2).txt")}");
            Assert.Contains("somebody with a link", page.Text, StringComparison.Ordinal);
        }

        // A lock is respected, a bad name is refused, and neither is counted nor keeps bytes.
        await visitor.Open();
        var blobs = node.Blobs().Count;
        var held = await ana.Device.Lock("/dav/Reports", headers: ("Depth", "infinity"));
        Assert.Equal(423, (int)await visitor.Drop("locked.txt", "x"));
        await ana.Device.Status("UNLOCK", "/dav/Reports", null, ("Lock-Token", held));
        Assert.Equal(HttpStatusCode.Forbidden, await visitor.Drop("..", "x"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await visitor.Drop("large.txt", new string('x', 1001)));
        Assert.Equal(blobs, node.Blobs().Count);
        Assert.Equal(HttpStatusCode.OK, await visitor.Drop("safety.txt", "once more"));
        Assert.Equal("once more", await ana.Device.Read("/dav/Reports/safety%20(3).txt"));
        await visitor.Open();
        using var form = new MultipartFormDataContent { { new StringContent("no token"), "file", "forged.txt" } };
        using (var forged = await visitor.Browser.Http.PostAsync($"{visitor.Path}/upload", form, Cancel))
        {
            Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        }

        // Of those that come together each gets a name of its own, and of one too many none is kept.
        var rivals = Enumerable.Range(0, 4).Select(_ => new Passerby(node, address)).ToList();
        Assert.All(await Task.WhenAll(rivals.Select(rival => rival.Open())), status => Assert.Equal(HttpStatusCode.OK, status));
        var ends = await Task.WhenAll(rivals.Select(rival => rival.Drop("last.txt", "last")));
        Assert.Equal((3, 1), (ends.Count(end => end == HttpStatusCode.OK), ends.Count(end => end == HttpStatusCode.NotFound)));
        rivals.ForEach(rival => rival.Dispose());
        Assert.Equal(
            ["last (2).txt", "last (3).txt", "last.txt", "safety (2).txt", "safety (3).txt", "safety.txt"],
            (await ana.Device.List("/dav/Reports/")).Skip(1).Select(href => Uri.UnescapeDataString(href.Split('/')[^1])).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, await visitor.Open());
        var (_, once) = await Link(ana, "Reports", "drop-box", ("most", "1"));
        using var another = new Passerby(node, once);
        await another.Open();
        Assert.Equal(HttpStatusCode.OK, await another.Drop("only.txt", "only"));
        Assert.Contains("no more files", another.Browser.Text, StringComparison.Ordinal);
        Assert.Empty((await Sharing(ana, "Reports"))["seenByLink"]!.AsArray()); // they never showed anything

        // A full space takes nothing from strangers either, and does not tell them how full it is.
        using var ines = await Drive.Of(node, "ines", Roles.Administrator);
        Assert.Equal(204, (await ines.Post("/documents/limits/members", ("person", "ana"), ("limit", "0"))).Status);
        var (_, full) = await Link(ana, "Reports", "drop-box");
        using var late = new Passerby(node, full);
        await late.Open();
        blobs = node.Blobs().Count;
        Assert.Equal(HttpStatusCode.InsufficientStorage, await late.Drop("late.txt", "late"));
        Assert.Contains("not enough room", late.Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("free", late.Browser.Text, StringComparison.Ordinal);
        Assert.Equal(blobs, node.Blobs().Count);
    }

    [Fact]
    public async Task Is_for_managers_to_make_and_outlives_them_in_a_group_only()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var ben = await Drive.Of(node, "ben");
        var branch = await ana.OpenSpace("Branch");
        await ana.LetIn(branch, "ben", "manager");
        await ana.Device.Put("/dav/own.txt", "own");
        await ana.Device.Put("/dav/Branch/plan.txt", "plan");
        var (own, plan) = (await ana.Id("own.txt"), await ana.Id("plan.txt"));
        await ana.Share("own.txt", "ben", "editor");
        Assert.Equal(403, (await ben.Post($"/documents/{own}/links", ("kind", "download"))).Status);
        Assert.Equal(409, (await ana.Post($"/documents/{branch}/links", ("kind", "download"))).Status); // a whole space
        foreach (var (name, value) in new[]
        {
            ("kind", "both"), ("kind", "drop-box"), ("label", new string('x', 101)), ("password", "short"), ("expires", "2026-11-23"), ("expires", "2027-11-25"), ("expires", "soon"),
            ("most", "0"), ("most", "-1"), ("most", "100001"),
        })
        {
            Assert.Equal((name, value, 422), (name, value, (await ana.Post($"/documents/{own}/links", name == "kind" ? [(name, value)] : [("kind", "download"), (name, value)])).Status));
        }

        var (ownLink, toOwn) = await Link(ana, "own.txt", "download", ("label", "crimson"));
        var (planLink, toPlan) = await Link(ana, "plan.txt", "download");
        Assert.Equal(403, (await ben.Post($"/documents/{own}/links/{ownLink}/end")).Status);
        using var one = new Passerby(node, toOwn);
        using var two = new Passerby(node, toPlan);
        Assert.Equal((200, 200), (await one.Status(own), await two.Status(plan)));
        using (var page = await node.SignedIn("ana"))
        {
            await page.Open("/documents/links");
            Assert.Contains("crimson", page.Text, StringComparison.Ordinal);
            Assert.Contains("plan.txt", page.Text, StringComparison.Ordinal);
            await page.Open($"/documents/{own}");
            await page.Submit($"/documents/{own}/links", ("kind", "download"), ("label", "azure"), ("expires", "2026-12-24"));
            Assert.StartsWith($"{node.Origin}links/", page.Page.QuerySelector("#link-address")!.GetAttribute("value"), StringComparison.Ordinal); // shown this once
            await page.Open($"/documents/{own}");
            Assert.Null(page.Page.QuerySelector("#link-address"));
            Assert.Contains("azure", page.Text, StringComparison.Ordinal);
        }

        await ana.Post($"/documents/spaces/{branch}/people/{ana.Member}/remove");
        Assert.Equal(404, (await ana.Post($"/documents/{plan}/links/{planLink}/end")).Status);
        Assert.Equal(200, await two.Status(plan));
        await A_member_to_be_erased.Erase(node, ana.Member);
        Assert.Equal(404, await one.Status(own));
        Assert.Equal(200, await two.Status(plan));
        await A_member_to_be_erased.Until(async () => await node.Count("node.link") == 1);
        Assert.Equal(204, (await ben.Post($"/documents/{plan}/links/{planLink}/end")).Status);
        Assert.Equal(404, await two.Status(plan));
        await ben.Device.Put("/dav/his.txt", "his");
        var (_, toHis) = await Link(ben, "his.txt", "download");
        using var three = new Passerby(node, toHis);
        Assert.Equal(200, await three.Status(await ben.Id("his.txt")));
        await node.Services.GetRequiredService<MemberDesk>().Disable(ben.Member, "test", Cancel);
        Assert.Equal(404, await three.Status(await ben.Id("his.txt")));
    }

    private static async Task<(Guid Id, string Address)> Link(Drive drive, string entry, string kind, params (string Name, string Value)[] wishes)
    {
        var (status, answer) = await drive.Post($"/documents/{await drive.Id(entry)}/links", [("kind", kind), .. wishes]);
        Assert.Equal(200, status);
        return (Guid.Parse((string)answer["id"]!), (string)answer["address"]!);
    }

    private static async Task<JsonNode> Sharing(Drive drive, string entry) => await drive.Json($"/documents/{await drive.Id(entry)}/sharing");

    private static async Task<Guid> Entry(RunningNode node, Guid link)
    {
        await using var command = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("select entry_id from node.link where id = $1");
        command.Parameters.Add(new() { Value = link });
        return (Guid)(await command.ExecuteScalarAsync(Cancel))!; // it is there
    }

    /// <summary>What somebody reads where nothing is, with the headers that come with it.</summary>
    private static async Task<string> Nothing(Passerby visitor, string path)
    {
        await visitor.Browser.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, visitor.Browser.Status);
        return visitor.Browser.Page.Source.Text + string.Join('\n', visitor.Browser.Answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(',', header.Value)}"));
    }
}
