using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>To know that somebody is among them is to know what they answered, however many they are.</summary>
public sealed class A_group_of_which_all_answer_the_same
{
    private static readonly Dimension Region = new("region", ["north", "south", "west"]);
    private static readonly Dimension Breaks = new("breaks", ["always", "sometimes", "never"], IsAnswer: true);

    [Fact]
    public void Is_not_shown_to_do_so()
    {
        var gated = Gate.Pass(Answers(Breaks), GateRule.Union);

        Assert.Null(gated.Find(["north", "never"]));
        Assert.Contains(gated.Suppressed, cell => cell.Codes.SequenceEqual(["north", "always"])); // that nobody said it is not said
        Assert.Contains(gated.Suppressed, cell => cell.Codes.SequenceEqual(["north", "sometimes"]));
        Assert.Empty(Attacker.Solves(gated));
    }

    [Fact]
    public void Is_shown_where_the_codes_say_what_others_know_anyway() =>
        Assert.NotNull(Gate.Pass(Answers(Breaks with { IsAnswer = false }), GateRule.Union).Find(["north", "never"]));

    [Fact]
    public void Is_not_shown_to_do_so_where_each_may_give_several_answers()
    {
        var builder = new TableBuilder([Breaks with { PersonsRepeat = true }], []);
        for (var person = 0; person < 40; person++)
        {
            builder.Add($"{person}", ["always"], []);
            builder.Add($"{person}", [person < 25 ? "sometimes" : "never"], []);
        }

        var gated = Gate.Pass(builder.Build(), GateRule.Union);

        Assert.Null(gated.Find(["always"]));
        Assert.Empty(Attacker.Solves(gated));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Is_hidden_when_a_yes_or_no_is_the_same_for_all(int yes, bool shown)
    {
        var builder = new TableBuilder([Region], [new("hurt", IsYesOrNo: true)]);
        for (var person = 0; person < 30; person++)
        {
            builder.Add($"n{person}", ["north"], [person < yes ? 1 : 0]);
            builder.Add($"s{person}", ["south"], [person % 2]);
            builder.Add($"w{person}", ["west"], [person % 3 == 0 ? 1 : 0]);
        }

        var gated = Gate.Pass(builder.Build(), GateRule.Union with { Magnitudes = [new Dominance(1, 50)] });

        Assert.Equal(shown, gated.Find(["north"]) is not null);
    }

    [Fact]
    public void Cannot_say_more_than_yes() =>
        Assert.Throws<ArgumentException>(() => new TableBuilder([Region], [new("hurt", IsYesOrNo: true)]).Add("p", ["north"], [2]));

    private static Table Answers(Dimension breaks)
    {
        var builder = new TableBuilder([Region, breaks], []);
        for (var person = 0; person < 20; person++)
        {
            builder.Add($"n{person}", ["north", "never"], []);
            foreach (var answer in breaks.Codes)
            {
                builder.Add($"s{answer}{person}", ["south", answer], []);
                builder.Add($"w{answer}{person}", ["west", answer], []);
            }
        }

        return builder.Build();
    }
}
