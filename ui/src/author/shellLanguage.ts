/** Just enough of the shell to colour a script: comments, texts, variables, words. */
import { StreamLanguage, type StringStream } from "@codemirror/language";

const WORDS = new Set(
  "if then else elif fi for while until do done case esac in function return exit set export local trap".split(
    " ",
  ),
);

interface State {
  quote: string | null;
}

export const shell = StreamLanguage.define<State>({
  name: "shell",
  startState: () => ({ quote: null }),
  token(stream, state) {
    if (state.quote !== null) return inText(stream, state);
    if (stream.eatSpace()) return null;
    const next = stream.peek() ?? "";
    if (next === "#" && (stream.sol() || /\s/.test(stream.string[stream.pos - 1] ?? ""))) {
      stream.skipToEnd();
      return "comment";
    }
    if (next === "'" || next === '"') {
      stream.next();
      state.quote = next;
      return inText(stream, state);
    }
    if (stream.match(/^\$(\{[^}]*\}|\w+|[#?@*$!-])/)) return "variableName";
    if (stream.match(/^-{1,2}[\w-]+/)) return "attributeName";
    const word = stream.match(/^[A-Za-z_][\w-]*/);
    if (word) return WORDS.has(stream.current()) ? "keyword" : null;
    if (stream.match(/^\d+/)) return "number";
    if (stream.match(/^[|&;<>(){}]+/)) return "operator";
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "#" } },
});

function inText(stream: StringStream, state: State): string {
  for (let letter = stream.next(); letter; letter = stream.next()) {
    if (letter === "\\" && state.quote === '"') stream.next();
    else if (letter === state.quote) {
      state.quote = null;
      break;
    }
  }
  return "string";
}
