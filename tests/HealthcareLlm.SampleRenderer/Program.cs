Console.WriteLine("HealthcareLlm.SampleRenderer");
