using Federation.Node.Campaigns;
using Federation.Node.Campaigns.CodeLists;

namespace Federation.Node.Tests.Campaigns;

/// <summary>What the typed fields of a definition must say, and what a union may change of them.</summary>
public sealed class Fields_of_a_definition
{
    private const string Label = """ "label": { "en": "A", "fr": "B", "es": "C" } """;

    [Theory]
    [InlineData("""{ "name": "x", "kind": "date", LABEL }""", "needs to be of the kind date and say under 'date' what is kept")]
    [InlineData("""{ "name": "x", "kind": "week", LABEL, "date": { "keptBy": "month" } }""", "needs to be of the kind date")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "day" } }""", "keptBy")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month", "earliest": "2026-13-01" } }""", "earliest")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month", "earliest": "2026-02-01", "latest": "2026-01-01" } }""", "its earliest day is after its latest")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month", "future": true } }""", "days to come need a latest day")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month", "earliest": "2000-01-01", "latest": "2026-01-01" } }""", "more than 120 periods")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "year", "latest": "0001-01-01" } }""", "not between 1900 and 2200")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month" }, "unit": "h" }""", "has a unit, bounds, answers or an origin")]
    [InlineData("""{ "name": "x", "kind": "text", LABEL, "maximum": 20 }""", "has a unit, bounds, answers or an origin")]
    [InlineData("""{ "name": "x", "kind": "text", LABEL, "later": true }""", "'x' is no number, and only numbers can be given later")]
    [InlineData("""{ "name": "x", "kind": "number", LABEL, "unit": "h", "minimum": 0, "maximum": 9, "duration": true }""", "no number in minutes")]
    [InlineData("""{ "name": "x", "kind": "number", LABEL, "minimum": 0, "maximum": 100, "toNearest": 15 }""", "that are multiples of it")]
    [InlineData("""{ "name": "x", "kind": "number", LABEL, "minimum": 0, "maximum": 100, "toNearest": 0 }""", "from 2")]
    [InlineData("""{ "name": "x", "kind": "choice", LABEL, "choices": [{ "code": "a" }, { "code": "b" }] }""", "the answer 'a' of 'x' has no label")]
    [InlineData("""{ "name": "x", "kind": "choice", LABEL, "codeList": "ILO:SECTS", "choices": [{ "code": "SEX_F" }, { "code": "SEX_M" }] }""", "no code list known here; there are ILO:SEX")]
    [InlineData("""{ "name": "x", "kind": "choice", LABEL, "codeList": "ILO:SEX", "choices": [{ "code": "SEX_F" }, { "code": "male" }] }""", "the answer 'male' of 'x' is no code of ILO:SEX")]
    [InlineData("""{ "name": "x", "kind": "choice", LABEL, "codeList": "ILO:SEX", "mergeSmall": true, "choices": [{ "code": "SEX_F" }, { "code": "SEX_M" }] }""", "small answers do not stand together")]
    [InlineData("""{ "name": "x", "kind": "date", LABEL, "date": { "keptBy": "month", "eachPeriod": true } }, { "name": "y", "kind": "week", LABEL }""", "more than one kind of period")]
    public void Are_refused_by_name_where_they_say_what_cannot_be(string field, string why) =>
        Assert.Contains(why, Refused(SampleDefinition.Of($"{SampleDefinition.Sector}, {field.Replace("LABEL", Label, StringComparison.Ordinal)}", ["sector"])), StringComparison.Ordinal);

    [Fact]
    public void Of_text_are_neither_cut_by_nor_added_up_nor_reckoned_with()
    {
        const string Made = """{ "name": "made", "kind": "number", "label": { "en": "A", "fr": "B", "es": "C" }, "minimum": 0, "maximum": 9, "made": { "from": "note * 2" } }""";
        Assert.Contains("the table groups by 'note'", Refused(SampleDefinition.Of($"{SampleDefinition.Sector}, {SampleDefinition.Note}", ["sector", "note"])), StringComparison.Ordinal);
        Assert.Contains("the table adds up 'note'", Refused(SampleDefinition.Of($"{SampleDefinition.Sector}, {SampleDefinition.Note}", ["sector"], "note")), StringComparison.Ordinal);
        Assert.Contains("'note' is no number", Refused(SampleDefinition.Of($"{SampleDefinition.Sector}, {SampleDefinition.Note}, {Made}", ["sector"], "made")), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_periods_are_one_dimension_at_most_and_none_where_each_person_counts_once()
    {
        var two = SampleDefinition.Of($"{SampleDefinition.Accident}, {SampleDefinition.HoursOfMonths}", ["accident", "day"]);
        Assert.Contains("groups by more than one kind of period", Refused(two), StringComparison.Ordinal);
        var once = SampleDefinition.Of($"{SampleDefinition.Sector}, {SampleDefinition.HoursOfMonths}", ["sector", "day"]).Replace("\"measures\"", "\"oncePerPerson\": true, \"measures\"", StringComparison.Ordinal);
        Assert.Contains("counts each person once, so it cannot group by month", Refused(once), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_written_as_they_were_read()
    {
        var definition = SampleDefinition.Read(SampleDefinition.Accidents);
        var written = CampaignDefinitions.Write(definition);
        Assert.Contains("\"keptBy\": \"month\"", written, StringComparison.Ordinal);
        Assert.Contains("\"earliest\": \"2026-02-10\"", written, StringComparison.Ordinal);
        Assert.Equal(written, CampaignDefinitions.Write(SampleDefinition.Read(written)));
        Assert.Null(TemplateNarrowing.Widens(definition, SampleDefinition.Read(written)));
    }

    [Theory]
    [InlineData("\"keptBy\": \"month\", \"earliest\": \"2026-02-10\"", "\"keptBy\": \"month\", \"earliest\": \"2026-03-01\"", null)]
    [InlineData("\"earliest\": \"2026-02-10\"", "\"earliest\": \"2026-02-10\", \"latest\": \"2026-10-01\"", null)]
    [InlineData("\"earliest\": \"2026-02-10\"", "\"earliest\": \"2026-01-10\"", "“accident” takes days that the template does not")]
    [InlineData(", \"earliest\": \"2026-02-10\"", "", "“accident” takes days that the template does not")]
    [InlineData("\"earliest\": \"2026-02-10\"", "\"earliest\": \"2026-02-10\", \"latest\": \"2027-10-01\", \"future\": true", "“accident” takes days that the template does not")]
    [InlineData("\"keptBy\": \"month\"", "\"keptBy\": \"week\"", "of the date “accident” another period is kept")]
    [InlineData("\"keptBy\": \"month\"", "\"eachPeriod\": true, \"keptBy\": \"month\"", "of the date “accident” another period is kept")]
    [InlineData("\"toNearest\": 5", "\"toNearest\": 73", null)]
    [InlineData("\"toNearest\": 5, ", "", "of the number “daysLost” more is kept than its nearest 5")]
    [InlineData("\"codeList\": \"ILO:SEX\", ", "", "“sex” is of another kind")]
    [InlineData("\"duration\": true, ", "", null)]
    public void May_be_narrowed_by_a_union_and_not_widened(string part, string other, string? why)
    {
        const string Sex = """
            { "name": "sex", "kind": "choice", "label": { "en": "A", "fr": "B", "es": "C" }, "codeList": "ILO:SEX", "choices": [
            { "code": "SEX_F", "label": { "en": "A", "fr": "B", "es": "C" } }, { "code": "SEX_M", "label": { "en": "A", "fr": "B", "es": "C" } }] }
            """;
        var days = SampleDefinition.DaysLost.Replace("\"minimum\"", "\"toNearest\": 5, \"minimum\"", StringComparison.Ordinal);
        const string Hours = """{ "name": "hours", "kind": "number", "label": { "en": "A", "fr": "B", "es": "C" }, "unit": "min", "duration": true, "minimum": 0, "maximum": 600 }""";
        var template = SampleDefinition.Of($"{Sex}, {SampleDefinition.Accident}, {days}, {Hours}", ["sex", "accident"], "daysLost");
        Assert.Contains(part, template, StringComparison.Ordinal);
        var what = TemplateNarrowing.Widens(SampleDefinition.Read(template), SampleDefinition.Read(template.Replace(part, other, StringComparison.Ordinal)));
        Assert.Equal(why is null, what is null);
        Assert.Contains(why ?? "", what?.En ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_the_names_of_a_public_list_where_they_give_codes_alone()
    {
        const string Field = """
            { "name": "activity", "kind": "choice", "label": { "en": "A", "fr": "B", "es": "C" }, "codeList": "ILO:ISIC4", "choices": [
            { "code": "ECO_ISIC4_H" }, { "code": "ECO_ISIC4_Q", "label": { "en": "Hospitals", "fr": "Hôpitaux", "es": "Hospitales" } }] }
            """;
        var choices = SampleDefinition.Read(SampleDefinition.Of(Field, ["activity"])).Schema.Fields[0].Choices;
        Assert.Equal(["Transport et entreposage", "Hôpitaux"], choices.Select(choice => choice.Label.Fr));
    }

    [Fact]
    public void Have_lists_whose_codes_stand_once_and_have_a_name_of_its_own_in_each_language()
    {
        foreach (var list in CodeList.All)
        {
            var codes = list.Codes.Select(each => each.Code).Append(list.Total).ToList();
            Assert.Equal(codes.Count, codes.Distinct().Count());
            Assert.All(codes, code => Assert.Matches("^(SEX|AGE|OCU|ECO)_[A-Z0-9_-]+$", code));
            foreach (var language in new[] { "en", "fr", "es" })
            {
                Assert.Equal(list.Codes.Count, list.Codes.Select(each => each.Label.In(language)).Where(name => name.Length > 0).Distinct().Count());
            }
        }
    }

    private static string Refused(string json)
    {
        var (definition, refusal) = CampaignDefinitions.Read(json);
        Assert.Null(definition);
        return refusal!.Message.En;
    }
}
