using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class What_leaves_the_importer
{
    private const string Room = "Federation.Node.Contributions.WeClock";

    /// <summary>Whole numbers, names of weeks and kinds, days of the week; dates only as the span that the member is shown.</summary>
    private static readonly Type[] Coarse =
        [typeof(int), typeof(bool), typeof(string), typeof(DayOfWeek), typeof(DateOnly), typeof(RowKind), typeof(ThrownAway), typeof(ImportFault)];

    [Fact]
    public void Has_no_member_that_could_hold_a_coordinate_or_an_exact_time()
    {
        var seen = new HashSet<Type>();
        var waiting = new Stack<Type>([typeof(WeClockReading), typeof(WorkWeek)]);
        while (waiting.TryPop(out var type))
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                foreach (var held in Held(property.PropertyType).Where(held => !Coarse.Contains(held)))
                {
                    Assert.True(held.Namespace == Room, $"{type.Name}.{property.Name} can hold a {held.Name}");
                    if (seen.Add(held))
                    {
                        waiting.Push(held);
                    }
                }
            }

            Assert.All(type.GetFields(BindingFlags.Public | BindingFlags.Instance), field => Assert.Fail($"{type.Name}.{field.Name} is a public field"));
        }

        Assert.Contains(typeof(PlaceSummary), seen);
        Assert.Contains(typeof(ImportPreview), seen);
    }

    [Fact]
    public void Shows_nothing_exact_as_text_or_as_JSON()
    {
        var bytes = WeClockGenerator.Generate(3, WeClockPlatform.Ios, [new DateOnly(2026, 11, 2)], WeeklyProfile.Early);
        using var stream = new MemoryStream(bytes);
        var reading = WeClockImport.Read(stream, "data.csv");
        var export = Assert.IsType<WeClockExport>(reading.Export);
        var options = new JsonSerializerOptions { IncludeFields = true, Converters = { new JsonStringEnumConverter() } };
        var told = JsonSerializer.Serialize(reading, options) + JsonSerializer.Serialize(export, options) + export + reading
            + export.Preview + string.Concat(export.Places) + string.Concat(export.Weeks([1])) + JsonSerializer.Serialize(export.Weeks([1]), options);
        Assert.DoesNotMatch(@"\d\.\d", told);
        Assert.DoesNotMatch(@"\d:\d\d(?!\d)", told);
        Assert.Contains("\"FirstDay\":\"2026-11-02\"", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Never_comes_out_of_an_inner_type_that_is_written_to_a_log()
    {
        var inner = typeof(WeClockImport).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(Room + ".", StringComparison.Ordinal) == true
                && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null)
            .ToList();
        Assert.NotEmpty(inner);
        Assert.All(inner, type => Assert.True(
            type.GetMethod("ToString", Type.EmptyTypes)!.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null,
            $"{type.Name} prints its members: override ToString"));
    }

    [Fact]
    public void Is_previewed_with_what_is_thrown_away()
    {
        var bytes = WeClockGenerator.Generate(3, WeClockPlatform.Android, [new DateOnly(2026, 11, 2)], WeeklyProfile.Early);
        using var stream = new MemoryStream(bytes);
        var preview = WeClockImport.Read(stream, "export.zip").Export!.Preview; // a generated file is sound, or the test fails here
        Assert.Equal(
            [ThrownAway.Coordinates, ThrownAway.ExactTimes, ThrownAway.BatteryReadings, ThrownAway.WorkLogEntries], preview.ThrownAway);
        Assert.Equal(7, preview.Rows[RowKind.Battery]);
        Assert.Equal((new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 8)), (preview.FirstDay, preview.LastDay));
        Assert.Equal(preview.TotalRows, preview.Rows.Values.Sum());
    }

    private static IEnumerable<Type> Held(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Held(inner)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Held)
        : [type];
}
