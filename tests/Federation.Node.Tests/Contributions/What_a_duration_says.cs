using Federation.Node.Contributions;

namespace Federation.Node.Tests.Contributions;

public sealed class What_a_duration_says
{
    [Theory]
    [InlineData("7:30", 450), InlineData("07:30", 450), InlineData("7:30:59", 450), InlineData("0:05", 5), InlineData("168:00", 10080)]
    [InlineData("7h30", 450), InlineData("7 h 30", 450), InlineData("7 H 30", 450), InlineData("7\u00A0h\u202F30", 450), InlineData("7 h 30 min", 450), InlineData("7 h 5 min", 425), InlineData("7h05", 425)]
    [InlineData("7h", 420), InlineData("7.5 h", 450), InlineData("7,5 h", 450), InlineData("7,25h", 435), InlineData("7.33 h", 440), InlineData("7.5 hours", 450), InlineData("7,5 heures", 450)]
    [InlineData("7,5 horas", 450), InlineData("1 hour", 60), InlineData("450 min", 450), InlineData("45 minutes", 45), InlineData("45 minutos", 45), InlineData(" 7:30 ", 450)]
    public void Is_whole_minutes(string text, long minutes) => Assert.Equal(minutes, Durations.Minutes(text));

    [Theory]
    [InlineData(""), InlineData("7"), InlineData("7.5"), InlineData("7:3"), InlineData("7:60"), InlineData("7h5"), InlineData("7 h 60"), InlineData("-7:30"), InlineData("7.5:30"), InlineData("7.555 h")]
    [InlineData("half past seven"), InlineData("7:30 pm"), InlineData("7,5,5 h"), InlineData("٧:٣٠"), InlineData("999999:00")]
    public void Is_nothing_where_it_could_be_two_things_or_none(string text) => Assert.Null(Durations.Minutes(text));

    [Theory]
    [InlineData(0, "0:00"), InlineData(5, "0:05"), InlineData(450, "7:30"), InlineData(10080, "168:00")]
    public void Is_said_in_hours_and_minutes(long minutes, string words)
    {
        Assert.Equal(words, Durations.Say(minutes));
        Assert.Equal(minutes, Durations.Minutes(words));
    }
}
