using Exporter.Web.Page;

namespace Exporter.Tests.Web.Page;

public sealed class HtmlTests
{
    [Fact]
    public void Text_Interpolated_IsEncoded()
    {
        var text = "<b title='a' class=\"b\">&amp;";
        Html markup = $"<p id=\"{text}\">{text}</p>";
        markup.ToString().ShouldBe(
            "<p id=\"&lt;b title=&#39;a&#39; class=&quot;b&quot;&gt;&amp;amp;\">&lt;b title=&#39;a&#39; class=&quot;b&quot;&gt;&amp;amp;</p>");
    }

    [Fact]
    public void Markup_Interpolated_StaysWhatItIs()
    {
        Html inner = $"<b>{"<"}</b>";
        Html outer = $"<p>{inner}{new[] { inner, inner }}{Html.None}</p>";
        outer.ToString().ShouldBe("<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>");
    }

    [Fact]
    public void Numbers_Interpolated_AreInvariant()
    {
        Html markup = $"{1234567:N0} {0.125:0.##} {-1}";
        markup.ToString().ShouldBe("1,234,567 0.13 -1");
    }

    [Fact]
    public void ControlCharacters_Interpolated_AreShownAsSuch()
    {
        string? nothing = null;
        Html markup = $"{"a\u0000\u001b\u0085\uFFFE\n\tb"}{nothing}";
        markup.ToString().ShouldBe("a\uFFFD\uFFFD\uFFFD\uFFFD\n\tb");
    }
}
