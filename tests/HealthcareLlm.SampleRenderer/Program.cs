using HealthcareLlm.SampleRenderer.Encounters;

if (args is ["encounters", var sources, var evalsets])
{
    EncounterPdf.WriteAll(sources, evalsets);
    return 0;
}

Console.WriteLine("HealthcareLlm.SampleRenderer");
return 0;
