using System.Xml.Linq;
using Darsgah.Grains.Courses.Texts;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>LaTeX of lessons as MathML.</summary>
public class MathMlTests
{
    [Theory]
    [InlineData("x", "<mi>x</mi>")]
    [InlineData("3.14", "<mn>3.14</mn>")]
    [InlineData("۱۲", "<mn>۱۲</mn>")]
    [InlineData("a-b", "<mi>a</mi><mo>−</mo><mi>b</mi>")]
    [InlineData("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>")]
    [InlineData(@"\alpha \leq \infty", "<mi>α</mi><mo>≤</mo><mi>∞</mi>")]
    [InlineData("x^2", "<msup><mi>x</mi><mn>2</mn></msup>")]
    [InlineData("x_{i+1}", "<msub><mi>x</mi><mrow><mi>i</mi><mo>+</mo><mn>1</mn></mrow></msub>")]
    [InlineData("x_1^2", "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>")]
    [InlineData("f'", "<msup><mi>f</mi><mo>′</mo></msup>")]
    [InlineData(@"\frac{1}{2}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>")]
    [InlineData(@"\sqrt{2}", "<msqrt><mrow><mn>2</mn></mrow></msqrt>")]
    [InlineData(@"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>")]
    [InlineData(@"\sin x", "<mi>sin</mi><mi>x</mi>")]
    [InlineData(@"\int_0^1", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup>")]
    [InlineData(@"\left(x\right)", "<mrow><mo stretchy=\"true\">(</mo><mi>x</mi><mo stretchy=\"true\">)</mo></mrow>")]
    [InlineData(@"\vec{v}", "<mover accent=\"true\"><mrow><mi>v</mi></mrow><mo>→</mo></mover>")]
    [InlineData(@"\mathbb{R}", "<mi>ℝ</mi>")]
    [InlineData(@"\text{اگر} x", "<mtext>اگر</mtext><mi>x</mi>")]
    [InlineData(@"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "<mrow><mo stretchy=\"true\">(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo stretchy=\"true\">)</mo></mrow>")]
    public void A_formula_is_drawn(string latex, string expected) =>
        Assert.Equal($"<mrow>{expected}</mrow>", Body(latex, block: false));

    [Fact]
    public void The_limits_of_a_sum_stand_below_and_above_it_only_in_a_block()
    {
        const string Sum = @"\sum_{i=1}^n i";

        Assert.StartsWith("<mrow><munderover><mo>∑</mo>", Body(Sum, block: true), StringComparison.Ordinal);
        Assert.StartsWith("<mrow><msubsup><mo>∑</mo>", Body(Sum, block: false), StringComparison.Ordinal);
        Assert.Contains("display=\"block\"", MathMl.Of(Sum, block: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(@"\nothing")]
    [InlineData(@"\frac{1}")]
    [InlineData("{x")]
    [InlineData("x}")]
    [InlineData("x^2^3")]
    [InlineData("x^")]
    [InlineData(@"\left( x")]
    [InlineData(@"\begin{tikz}x\end{tikz}")]
    [InlineData(@"\begin{matrix}x\end{cases}")]
    [InlineData(@"\begin{matrix}x")]
    [InlineData(@"\text{never closed")]
    [InlineData("\\")]
    [InlineData(@"\href{javascript:alert(1)}{x}")]
    public void What_is_not_understood_is_left_as_it_was_written(string latex) => Assert.Null(MathMl.Of(latex, block: false));

    /// <summary>SEC-E01, SEC-E03.</summary>
    [Fact]
    public void Nothing_in_a_formula_runs_and_none_is_too_deep_or_too_long()
    {
        var hostile = MathMl.Of("\\text{</annotation></math><script>alert(1)</script>} \" onclick=\"x", block: false)!;

        Assert.DoesNotContain("<script", hostile, StringComparison.Ordinal);
        Assert.Equal("math", XElement.Parse(hostile).Name.LocalName);
        Assert.Null(MathMl.Of(string.Concat(Enumerable.Repeat("{", 900)) + "x" + string.Concat(Enumerable.Repeat("}", 900)), block: false));
        Assert.Null(MathMl.Of(string.Concat(Enumerable.Repeat(@"\sqrt", 300)) + "x", block: false));
        Assert.Null(MathMl.Of(new string('x', MathMl.Longest + 1), block: false));
    }

    private static string Body(string latex, bool block)
    {
        var math = MathMl.Of(latex, block)!;
        Assert.Equal("ltr", XElement.Parse(math).Attribute("dir")!.Value);

        var start = math.IndexOf("<semantics>", StringComparison.Ordinal) + "<semantics>".Length;
        return math[start..math.IndexOf("<annotation", StringComparison.Ordinal)];
    }
}
