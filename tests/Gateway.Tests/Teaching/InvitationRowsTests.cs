using System.Text;
using Darsgah.Gateway.Pages.Admin.Teaching;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>What a file of people to invite says, row by row.</summary>
public class InvitationRowsTests
{
    [Theory]
    [InlineData("ada@example.org,Ada,en", null)]
    [InlineData("ada@example.org", null)]
    [InlineData("ada@example.org,\"Lovelace, \"\"Ada\"\"\",fa-AF", null)]
    [InlineData("ada@example.org,Ada,en,more", "cells")]
    [InlineData(",Ada,en", "no_email")]
    [InlineData("ada at example.org,Ada,en", "bad_email")]
    [InlineData("ada@example.org,Ad\uFFFDa,en", "encoding")]
    [InlineData("ada@example.org,A\u0000,en", "encoding")]
    [InlineData("ada@example.org,A\u0007da,en", "bad_name")]
    [InlineData("ada@example.org,Ada,klingon", "language")]
    public void A_row_is_good_or_says_what_is_wrong(string row, string? fault) =>
        Assert.Equal(fault, Assert.Single(Read($"email,name,language\n{row}\n")).Fault);

    [Fact]
    public void Names_and_quotes_are_read_as_they_were_meant() => Assert.Equal(
        "Lovelace, \"Ada\"", Assert.Single(Read("email;name\r\nada@example.org;\"Lovelace, \"\"Ada\"\"\"\r\n")).Name);

    [Fact]
    public void A_second_row_of_an_address_names_the_line_of_the_first()
    {
        var rows = Read("name,email\nAda,ada@example.org\n\nAda again,ADA@Example.org\n");

        Assert.Equal((2, null), (rows[0].Line, rows[0].Fault));
        Assert.Equal((4, "duplicate", 2), (rows[1].Line, rows[1].Fault, rows[1].Other));
    }

    [Fact]
    public void A_quote_that_is_never_closed_costs_one_row_not_the_file()
    {
        var rows = Read($"email,name\nada@example.org,\"Ada{new string('x', 5_000)}\neve@example.org,Eve\n");

        Assert.Equal(["too_long", null], rows.Select(row => row.Fault));
        Assert.Equal("eve@example.org", rows[1].Normal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_a_fault_of_their_row()
    {
        byte[] file = [.. "email,name\nada@example.org,"u8, 0xC7, 0xE4, .. "\neve@example.org,Eve\n"u8];

        Assert.Equal(["encoding", null], Read(file).Select(row => row.Fault));
    }

    [Fact]
    public void A_file_of_a_spreadsheet_in_utf16_is_read() => Assert.Equal(
        "\u0632\u0647\u0631\u0627",
        Assert.Single(Read([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("email\tname\nz@example.org\t\u0632\u0647\u0631\u0627\n")])).Name);

    [Theory]
    [InlineData("", "teaching.csv_empty")]
    [InlineData("email,telephone\n", "teaching.csv_column")]
    [InlineData("name\nAda\n", "teaching.csv_no_email")]
    [InlineData("email,email\na@example.org,b@example.org\n", "teaching.csv_no_email")]
    public void A_file_without_its_columns_is_refused_as_a_whole(string file, string code) =>
        Assert.Equal(code, InvitationRows.Read(new MemoryStream(Encoding.UTF8.GetBytes(file))).Error!.Code);

    [Fact]
    public void A_hundred_thousand_rows_are_read_and_no_more()
    {
        var text = new StringBuilder("email\n");

        for (var number = 0; number < InvitationRows.Most + 5; number++)
            text.Append('p').Append(number).Append("@example.org\n");

        var rows = Read(text.ToString());

        Assert.Equal(InvitationRows.Most + 1, rows.Count);
        Assert.Equal("too_many", rows[^1].Fault);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 1", "'+49 1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void A_cell_is_never_a_formula(string text, string cell) => Assert.Equal(cell + "\r\n", CsvLine.Of([text]));

    private static List<InvitationRow> Read(string file) => Read(Encoding.UTF8.GetBytes(file));

    private static List<InvitationRow> Read(byte[] file) => [.. InvitationRows.Read(new MemoryStream(file)).Value!];
}
