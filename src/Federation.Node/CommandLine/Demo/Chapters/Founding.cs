using System.Text.RegularExpressions;
using Federation.Node.CommandLine.Demo.Nodes;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.Members;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>Three nodes start; in each, two administrators give an officer and a steward their roles.</summary>
internal static partial class Founding
{
    public static async Task Play(DemoStage stage, IReadOnlyList<DemoNode> nodes)
    {
        await Task.WhenAll(nodes.Select(node => node.Found("ines", stage.Cancel)));
        stage.Narrator.Step($"three nodes are ready, {nodes.Sum(node => node.Replicas.Count)} processes and a gateway: {string.Join(", ", nodes.Select(node => $"{node.Name} at {node.Origin}"))}");

        var founded = await Task.WhenAll(nodes.Select(node => Staff(stage, node)));
        (stage.Fnt, stage.A, stage.B) = (founded[0], founded[1], founded[2]);
        stage.Narrator.Step("in each node two administrators gave an officer and a steward their roles; nobody could approve a role they proposed");
    }

    private static async Task<Organisation> Staff(DemoStage stage, DemoNode node)
    {
        Actor Person(string name) => new(name, node.Visitor("en", stage.Cancel));
        var people = new Organisation(node, Person("ines"), Person("karim"), Person("olga"), Person("sam"));
        stage.Narrator.Check(await people.Ines.Browser.SignIn("ines", stage.Ground.Password), $"the first administrator of {node.Name} signs in", people.Ines.Browser.Problem);

        var printed = await node.Run(["member", "add", "karim", "--role", Roles.Administrator, "--json"], stage.Cancel);
        await people.Karim.Join(Invitations.Read(printed)["karim"], stage.Ground.Password);
        foreach (var (actor, role) in new[] { (people.Olga, Roles.Officer), (people.Sam, Roles.Steward) })
        {
            await Invite(people.Ines, actor, stage.Ground.Password);
            await GiveRole(stage, people, actor, role);
        }

        return people;
    }

    private static async Task Invite(Actor administrator, Actor newcomer, string password)
    {
        await administrator.Do("/members", "/members/invite", ("name", newcomer.Name));
        var link = Web.PageText.OfElement(administrator.Browser.Html, "invitation");
        await newcomer.Join(new Uri(link), password);
    }

    /// <summary>Gives a role by two administrators; the first tries alone and must not succeed.</summary>
    public static async Task GiveRole(DemoStage stage, Organisation people, Actor actor, string role)
    {
        var list = "/members?search=" + Uri.EscapeDataString(actor.Name); // it comes in pages
        await people.Ines.Browser.Open(list);
        var id = MemberId(people.Ines.Browser.Html, actor.Name);
        await people.Ines.Do(list, $"/members/{id}/roles", ("role", role));
        var refusal = await people.Ines.Attempt(list, $"/members/{id}/roles/approve", ("role", role));
        stage.Narrator.Check(refusal is not null, $"ines may not approve the role she proposed at {people.Node.Name}", people.Ines.Browser.Problem);
        await people.Karim.Do(list, $"/members/{id}/roles/approve", ("role", role));
    }

    private static string MemberId(string html, string name) =>
        RowPattern().Matches(html).FirstOrDefault(row => Web.PageText.Of(row.Value).Split(' ').Contains(name))?.Groups["id"].Value
        ?? throw new DemoCheckFailed($"{name} is on the list of members", Web.PageText.OfPage(html));

    [GeneratedRegex("<tr\\b(?:(?!</tr>).)*?/members/(?<id>[0-9a-f-]{36})/.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex RowPattern();
}
