using System.Globalization;
using System.Text;
using Darsgah.Typesetting.Pdf;
using QRCoder;

namespace Darsgah.Gateway.Certificates;

/// <summary>An address as a QR code (ISO/IEC 18004), with error correction of level M.</summary>
internal sealed class QrCode
{
    private readonly List<(int Column, int Row, int Length)> runs = [];

    public QrCode(string address)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        Size = code.ModuleMatrix.Count;

        for (var row = 0; row < Size; row++)
        {
            for (var column = 0; column < Size; column++)
            {
                var start = column;

                while (column < Size && code.ModuleMatrix[row][column])
                    column++;

                if (column > start)
                    runs.Add((start, row, column - start));
            }
        }
    }

    /// <summary>Modules in a row, with the quiet zone around them.</summary>
    public int Size { get; }

    /// <summary>An SVG path of the dark modules, one unit each.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();

            foreach (var (column, row, length) in runs)
                path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");

            return path.ToString();
        }
    }

    /// <summary>The dark modules within a square.</summary>
    public IEnumerable<Box> In(Box square) => runs.Select(run => new Box(
        square.Left + (run.Column * square.Width / Size),
        square.Top + (run.Row * square.Height / Size),
        run.Length * square.Width / Size,
        square.Height / Size));
}
