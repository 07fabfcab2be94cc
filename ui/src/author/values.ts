/** Values to write, in short. */
import type { New } from "../bindings";

export { map, text } from "../design/edits";

export const list = (...items: New[]): New => ({ kind: "list", items });
