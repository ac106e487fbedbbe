using HealthcareLlm.SampleRenderer.Encounters;
using HealthcareLlm.SampleRenderer.Gold;

switch (args)
{
    case ["encounters", var sources, var evalsets]:
        EncounterPdf.WriteAll(sources, evalsets);
        return 0;
    case ["render" or "check", var folder, ..]:
        return EvalSet.Run(folder, args[0] == "check", args.Length > 2 ? args[2] : "") == 0 ? 0 : 1;
    case ["samples", var folder]:
        return EvalSet.Samples(folder) == 0 ? 0 : 1;
    case ["preview", var folder, var part, var to]:
        return EvalSet.Preview(folder, part, to);
    default:
        Console.Error.WriteLine(
            """
            render FOLDER [PART OF AN ID]   makes cases/ of a set of packets from its specs/
            check FOLDER                    renders again in memory, compares, and says what is wrong
            samples FOLDER                  makes FOLDER/ID/ documents alone from FOLDER/specs/
            preview FOLDER PART TO          scanned pages of the cases whose id holds PART, as PNG with gold boxes
            encounters SOURCES EVALSETS     makes the PDF documents of encounters
            """);
        return 2;
}
