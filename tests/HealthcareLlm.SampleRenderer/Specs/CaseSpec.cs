namespace HealthcareLlm.SampleRenderer.Specs;

/// <summary>One case as its spec file describes it.</summary>
internal sealed record CaseSpec(string Id, string Date, string Part, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<DocumentSpec> Documents, IReadOnlyList<Command> Gold);

/// <summary>One document: its file name, what kind of file is made of it, and its pages.</summary>
internal sealed record DocumentSpec(string File, string Kind, IReadOnlyDictionary<string, string> Options, IReadOnlyList<PageSpec> Pages);

/// <summary>One page: its options (font, size, margin, aside, turn, …) and its commands; <c>Raw</c> holds the lines of a plain text.</summary>
internal sealed record PageSpec(IReadOnlyDictionary<string, string> Options, IReadOnlyList<Command> Commands, IReadOnlyList<string> Raw);

/// <summary>One line of a spec: a word and the rest.</summary>
internal sealed record Command(string Word, string Rest, int Line);
