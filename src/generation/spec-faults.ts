import { StandinError } from "#engine/basics/errors.ts";
import { toPointer } from "#engine/basics/json-pointer.ts";

/** What is wrong with a spec, and where. */
export interface SpecFault {
  /** The file's path, as it was given; `the document` for one that was passed as an object. */
  readonly file: string;
  /** `:line:column`, or nothing if the text is unknown. */
  readonly position: string;
  /** Member names and list positions that lead to it. */
  readonly path: readonly string[];
  readonly message: string;
}

/** Thrown for an unusable spec, with all of its faults. */
export class SpecError extends StandinError {
  override readonly name = "SpecError";
  readonly faults: readonly SpecFault[];

  constructor(source: string, faults: readonly SpecFault[]) {
    const shown = faults.slice(0, MOST_SHOWN).map((fault) => `\n  ${toLine(fault)}`);
    const more = faults.length > MOST_SHOWN ? `\n  and ${faults.length - MOST_SHOWN} more` : "";
    const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
    super("ERR_STANDIN_INVALID_SPEC", `${source} cannot be served as it has ${count}:${shown.join("")}${more}`);
    this.faults = faults;
  }
}

const MOST_SHOWN = 100;

const toLine = ({ file, position, path, message }: SpecFault): string =>
  `${file}${position}${path.length === 0 ? "" : ` #${toPointer(path)}`}: ${message}`;
