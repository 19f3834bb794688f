using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.Tests.CommandLine.Demo;

public sealed class A_page_as_a_visitor_reads_it
{
    private const string Html = """
        <body><nav><form method="post" action="/sign-out"><input type="hidden" name="token" value="a&#x2B;b"></form></nav>
        <main id="main"><h1>Who &amp; what</h1>
        <div class="refusal" role="alert" tabindex="-1"><h2>There is a problem</h2> <p><a href="#name">Write a  name.</a></p></div>
        <form method="post" action="/members/invite">
          <input type="hidden" name="token" value="second"><input id="name" name="name" value="typed"><code id="invitation">http://x/y</code>
        </form></main></body>
        """;

    [Fact]
    public void Has_its_forms_with_their_hidden_fields_only()
    {
        var forms = PageForm.In(Html);
        Assert.Equal(["/sign-out", "/members/invite"], forms.Select(form => form.Action));
        Assert.Equal("a+b", forms[0].Value("token"));
        Assert.Equal("second", Assert.Single(forms[1].Hidden).Value);
    }

    [Fact]
    public void Has_the_text_of_its_main_part() => Assert.StartsWith("Who & what There is a problem", PageText.OfPage(Html), StringComparison.Ordinal);

    [Fact]
    public void Names_its_problem()
    {
        Assert.Equal("Write a name.", PageText.Problem(Html));
        Assert.Equal("", PageText.Problem("<main>fine</main>"));
    }

    [Fact]
    public void Has_elements_found_by_id()
    {
        Assert.Equal("http://x/y", PageText.OfElement(Html, "invitation"));
        Assert.Equal("", PageText.OfElement(Html, "password"));
    }
}
