/** Which of the form's controls suits a field of the Job. */
import type { JobField } from "../bindings";
import type { Kind } from "../design/edits";

/** The control of a single value; `null` for what holds several. */
export function controlOf(field: JobField): Kind | null {
  switch (field.control) {
    case "truth":
      return "boolean";
    case "number":
    case "seconds":
      return "number";
    case "port":
      return field.expected.includes("whole") ? "number" : "port";
    case "choice":
    case "volume":
    case "container":
      return "combo";
    case "text":
    case "quantity":
    case "time":
      return "mono";
    default:
      return null;
  }
}
