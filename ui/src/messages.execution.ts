const PROBLEMS = {
  empty: "Paste an execution's JSON, or go back to the built-in one.",
  notJson: "This is not JSON yet; the last execution that was is used.",
  noExecution: "This is no execution: an object is wanted.",
};

/** The texts of the sample execution and of expressions; a part of `messages.ts`. */
export const execution = {
  sampleExecution: () => "Sample execution",
  showExecution: () => "Sample execution…",
  hideExecution: () => "Hide sample execution",
  ownExecution: () => "your own",
  builtInExecution: () => "built in",
  resetExecution: () => "Back to the built-in one",
  asForm: () => "As form",
  asJson: () => "As JSON",
  executionJson: () => "An execution's JSON, such as Gate gives it: paste it here",
  executionProblem: (problem: keyof typeof PROBLEMS) => PROBLEMS[problem],
  pipelineName: () => "Pipeline",
  triggerType: () => "Trigger",
  triggerUser: () => "Triggered by",
  triggerParameters: () => "Parameters",
  earlierStage: (name: string) => `Stage ${name}`,
  stageName: () => "Name",
  outputsOf: (name: string) => `Outputs of ${name}`,
  contextOf: (name: string) => `Context of ${name}`,
  addStage: () => "Add a stage",
  removeStage: (name: string) => `Remove stage ${name}`,
  nameIn: (label: string, number: number) => `${label}: name ${number}`,
  valueOf: (key: string) => `Value of ${key}`,
  removeEntry: () => "Remove",
  addTo: (label: string) => `Add to ${label}`,
  withSample: (value: string) => (value === "" ? "" : `= ${value}`),
};
