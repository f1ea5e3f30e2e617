using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Tests.Localization;

public class TextFoldTests
{
    private const string Document = "آموزش برنامه‌نویسی کتاب‌ها مؤسسه مدرسۀ علمی محمّد کــتاب ۱۴۰۵";

    [Theory]
    [InlineData("علمي")] // Arabic yeh
    [InlineData("كتاب")] // Arabic kaf
    [InlineData("محمد")] // no shadda
    [InlineData("اموزش")] // no madda
    [InlineData("موسسه")] // no hamza
    [InlineData("مدرسه")]
    [InlineData("1405")]
    [InlineData("١٤٠٥")]
    [InlineData("برنامه نویسی")] // a space for the joiner
    [InlineData("برنامهنویسی")] // no joiner at all
    [InlineData("کتابها")]
    public void What_people_type_finds_what_was_written(string typed) =>
        Assert.Contains(TextFold.Fold(typed), TextFold.ForIndex(Document), StringComparison.Ordinal);

    [Theory]
    [InlineData("  Éducation \t CRÈME ", "education creme")]
    [InlineData("ﻻﻋﺐ", "لاعب")] // presentation forms
    [InlineData("أإآٱ", "اااا")]
    [InlineData("", "")]
    public void Folding_gives_one_spelling(string text, string expected) => Assert.Equal(expected, TextFold.Fold(text));

    [Fact]
    public void Folding_twice_changes_nothing_more() =>
        Assert.Equal(TextFold.Fold(Document), TextFold.Fold(TextFold.Fold(Document)));
}
