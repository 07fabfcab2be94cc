/** Texts of authoring by gestures; part of `messages.ts`. */
import type { ImportFrom, ParameterWay } from "./bindings";

const WAYS: Record<ParameterWay, string> = {
  mapping: "The parameter sets this place.",
  variable: "The container gets a variable, the parameter sets it, and $(NAME) stands here.",
  expression:
    "The parameter puts a value into the stage's context, and an expression here reads it.",
  typed:
    "The parameter puts a value into the stage's context; a second one, which nobody touches, makes a number or truth value of it.",
};
const SOURCES: Record<ImportFrom, { title: string; help: string; sample: string }> = {
  manifest: {
    title: "Job manifest",
    help: "YAML or JSON of a Job or CronJob, as kubectl prints it.",
    sample: "apiVersion: batch/v1\nkind: Job\n…",
  },
  pipeline: {
    title: "Run Job stage",
    help: "The JSON of a pipeline, or of one Run Job (Manifest) stage in it.",
    sample: '{"stages": [{"type": "runJobManifest", …}]}',
  },
  commandLine: {
    title: "Command line",
    help: "docker run … or kubectl create job …",
    sample: "docker run -e NAME=value image:1.0 command",
  },
};

export const author = {
  // Parameters.
  makeParameterHere: () => "Make it a parameter…",
  madeParameter: (name: string) => `${name} is a parameter now. Ctrl+Z takes it back.`,
  parameterFromHere: () => "Parameter from here",
  notHere: () => "Put the cursor on a single value of a stage first.",
  way: (way: ParameterWay) => WAYS[way],
  wayRound: () => "What can be done instead",
  valueBecomesDefault: () => "The value becomes the default",
  valueStays: () => "The value stays here; there is no default",
  createParameter: () => "Create parameter",
  cannotBeParameter: () => "No way round is known for this place.",
  leadTo: () => "Lead to…",
  leadToHint: () => "Drag it onto a field; or press it, go to the field and press Enter.",
  leadNamed: (name: string) => `Lead to… ${name}`,
  chooseWhatItSets: (name: string) =>
    `Choose the field that ${name} shall set: a click, or Tab and Enter. Escape leaves it.`,
  setsNow: (name: string) => `${name} sets that field now.`,
  nowSets: (name: string, now: string, was: string) => `${name} now sets ${now}, was ${was}.`,
  setsNothingNow: () => "nothing",
  followIt: (was: string) => `Set ${was} again`,
  keepIt: () => "Leave it so",
  shifted: () => "Mappings that typing has shifted",
  renamedTo: (name: string) => `It is called ${name} now.`,
  renamed: (uses: number, warning: string) =>
    `${uses === 0 ? "" : `${uses} ${uses === 1 ? "use follows" : "uses follow"}. `}${warning}`,
  // The Job's tree.
  allFields: () => "Every field of the Job",
  allFieldsNote: (target: string) => `as Spinnaker ${target} reads it`,
  showFields: () => "Show",
  hideFields: () => "Hide",
  searchFields: () => "Search the Job's fields",
  searchFieldsHint: () => "Name or what it is for",
  noFieldFound: () => "No field of this release answers to that.",
  addFieldTo: (name: string) => `Add a field to ${name}`,
  addField: () => "+ Field",
  addItemTo: (name: string) => `+ Item of ${name}`,
  chooseField: () => "Choose a field",
  nothingToAdd: () => "Everything that may stand here is here.",
  fieldSince: (release: string) => `since ${release}`,
  required: () => "must be set",
  droppedHere: (names: readonly string[]) =>
    `This release drops ${names.length === 1 ? "" : "these: "}${names.join(", ")}.`,
  itemNumber: (name: string, number: number) => `${name} ${number}`,
  field: (name: string) => `Field ${name}`,
  secondsInWords: (text: string) => inWords(text),
  // Scripts.
  editScript: () => "Edit as script",
  script: () => "Script",
  scriptOf: (container: string) => `Script of ${container}`,
  shell: () => "Shell",
  shellOptions: () => "Options",
  saveScript: () => "Put it in",
  scriptKept: () => "The script is in the container.",
  scriptSafe: () =>
    "Nothing of it is taken by Spring, by Orca's expressions or by Kubernetes: what needs care is rewritten when it is put in.",
  // New stages.
  gallery: () => "New stage from…",
  galleryTitle: () => "A new stage",
  template: () => "Template",
  templates: () => "Templates",
  clusterSource: () => "Job in a cluster",
  clusterHelp: () =>
    "A Job or CronJob that is there already. Only its manifest is read; Secrets, and what looks like one, stay in the cluster. The kube context is the one for test runs.",
  clusterNone: () => "No kubeconfig names a cluster.",
  clusterConnection: () => "Add a kubeconfig",
  clusterContext: () => "Kube context",
  clusterChoose: () => "choose one",
  clusterNamespace: () => "Namespace",
  clusterList: () => "List Jobs",
  clusterAsking: () => "Asking…",
  clusterEmpty: (namespace: string) =>
    `There is no Job and no CronJob in ${namespace}. Try another namespace.`,
  clusterFilter: () => "Name or image",
  clusterJobs: (namespace: string) => `Jobs in ${namespace}`,
  source: (from: ImportFrom) => SOURCES[from].title,
  sourceHelp: (from: ImportFrom) => SOURCES[from].help,
  sourceSample: (from: ImportFrom) => SOURCES[from].sample,
  readIt: () => "Read it",
  useTemplate: (title: string) => `Use ${title}`,
  asAuthorsSee: () => "As pipeline authors see it",
  whatToSet: () => "What to set",
  literals: () => "Make parameters of",
  literalsNone: () => "It holds no value that a mapping reaches.",
  whatChanged: () => "What became otherwise",
  putIn: () => "Put it in",
  duplicateStage: () => "Duplicate the stage",
  startFromTemplate: () => "Start from a template",
  startFromTemplateHelp: () => "Real uses to begin with; or a Job, a pipeline, a command line.",
  // Deck and pipelines.
  inDeck: () => "In the list of stages",
  valueSets: () => "Value sets",
  chooseSet: () => "Value set",
  noSet: () => "Defaults",
  typedSet: () => "As typed",
  saveSet: () => "Keep as…",
  setName: () => "Name of the value set",
  keepSet: () => "Keep",
  dropSet: () => "Forget",
  setKept: (name: string, path: string) => `The values are kept as ${name} in ${path}.`,
  setsNeedAFile: () => "Save the stage first: value sets are kept beside its file.",
  setsKeptIn: (path: string) => `Kept in ${path}, meant for git`,
  useInPipeline: () => "Use in a pipeline",
  stageJson: () => "Stage JSON",
  dinghy: () => "dinghy",
  sponnet: () => "sponnet",
  outputs: () => "Outputs",
  outputsNone: () =>
    "No script of the stage prints SPINNAKER_PROPERTY_NAME=value or SPINNAKER_CONFIG_JSON={…}.",
  copy: () => "Copy",
  copyNamed: (name: string) => `Copy ${name}`,
  copied: (name: string) => `${name} is copied.`,
  notLoaded: () => "The stage does not load, so that no pipeline can use it yet.",
  backToStage: () => "Back to the stage",
  // Find and replace.
  findReplace: () => "Find and replace in all files",
  find: () => "Find",
  replaceWith: () => "Replace with",
  matchCase: () => "Match case",
  replaceAll: (count: number) => `Replace ${count}`,
  openAllFiles: (count: number) => `Open the other ${count} files too`,
  replaced: (count: number, files: number) =>
    `Replaced ${count} in ${files} ${files === 1 ? "file" : "files"}; undo works in each.`,
  takeBack: (files: number) => `Take it back in ${files} ${files === 1 ? "file" : "files"}`,
  tookBack: (files: number) =>
    `The replacement is taken back in ${files} ${files === 1 ? "file" : "files"}.`,
  occurrences: (count: number, files: number) =>
    `${count} in ${files} ${files === 1 ? "file" : "files"}`,
  lineOf: (file: string, line: number) => `${file}, line ${line}`,
};

/** A number of seconds as people say it; nothing for short or odd ones. */
function inWords(text: string): string {
  const whole = Number(text);
  if (!/^\d+$/.test(text.trim()) || whole < 60) return "";
  const parts: string[] = [];
  let rest = whole;
  for (const [name, length] of [
    ["d", 86_400],
    ["h", 3600],
    ["min", 60],
    ["s", 1],
  ] as const) {
    const count = Math.floor(rest / length);
    rest %= length;
    if (count > 0) parts.push(`${count} ${name}`);
  }
  return parts.join(" ");
}
