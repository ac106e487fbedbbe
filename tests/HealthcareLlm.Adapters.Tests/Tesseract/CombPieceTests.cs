using HealthcareLlm.Adapters.Tesseract;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public class CombPieceTests
{
    // Cells of 40 pixels, characters of 14 by 21.
    private static RecognizedWord Piece(string text, int cell, bool comb = true) =>
        new(text, new((cell * 40) + 13, 400, ((text.Length - 1) * 40) + 14, 21), 0.9) { IsComb = comb };

    [Fact]
    public void PiecesOfOneCombAreOneNumber()
    {
        Assert.Equal(["8GW2M05TR91"], CombPieces.Join([Piece("8GW2M0", 0), Piece("5", 6, comb: false), Piece("T", 7, comb: false), Piece("R91", 8, comb: false)]).Select(w => w.Text));
        Assert.Equal(["1738067564"], CombPieces.Join([Piece("17380", 0, comb: false), Piece("67564", 5)]).Select(w => w.Text));
    }

    [Fact]
    public void ABlankCellPartsTwoNumbersAndPrintBesideIsNone()
    {
        Assert.Equal(2, CombPieces.Join([Piece("08211944", 0), Piece("7726", 9)]).Count);
        var print = new RecognizedWord("units", new(213, 400, 70, 21), 0.9);
        Assert.Equal(2, CombPieces.Join([Piece("12345", 0), print]).Count);
        Assert.Equal(2, CombPieces.Join([new("MEMBER", new(0, 400, 98, 21), 0.9), new("12345", new(113, 400, 80, 21), 0.9)]).Count);
    }
}
