import { type MultipartError, make } from "multipasta";
import { joinBytes } from "../basics/bytes.ts";
import type { FormField } from "../contract/exchange.ts";

/** Most fields and files of a form, together. */
export const MOST_PARTS = 1000;
/** Most bytes of a field that is not a file. Files are limited by the size of the body only. */
export const MOST_FIELD_BYTES = 1024 * 1024;

/**
 * Parses a `multipart/form-data` body (RFC 7578). A part with a file name is a file, and keeps its bytes.
 *
 * @returns fields and files in their order; or the defect of the form, which quotes nothing of it
 */
export function readMultipart(bytes: Uint8Array, contentType: string): readonly FormField[] | string {
  const fields: FormField[] = [];
  let isDone = false;
  try {
    const parser = make({
      headers: { "content-type": contentType },
      maxParts: MOST_PARTS,
      maxFieldSize: MOST_FIELD_BYTES,
      isFile: ({ filename }) => filename !== undefined,
      onField(info, value) {
        fields.push([nameOf(info.name), text.decode(value)]);
      },
      onFile({ name, filename = "", contentType: type }) {
        const pieces: Uint8Array[] = [];
        return (piece) => {
          if (piece !== null) pieces.push(piece);
          else fields.push([nameOf(name), { filename: lastPartOf(filename), type, bytes: joinBytes(pieces) }]);
        };
      },
      onError(error) {
        throw new BrokenForm(explain(error));
      },
      onDone() {
        isDone = true;
      },
    });
    parser.write(bytes);
    parser.end();
  } catch (error) {
    // The parser itself only throws for a file name with invalid percent-encoding.
    return error instanceof BrokenForm ? error.message : "a part's file name cannot be decoded";
  }
  return isDone ? fields : "its last boundary is missing";
}

/** Decodes as UTF-8 with its byte order mark: neither PHP nor Django considers the charset of a part. */
const text = new TextDecoder("utf-8", { ignoreBOM: true });

/** The parser leaves quoted pairs as they are, and has an empty name for one without quotes that needs them. */
function nameOf(name: string): string {
  if (name === "") throw new BrokenForm("a part has no name that can be read");
  return name.replaceAll(/\\(["\\])/g, "$1");
}

class BrokenForm extends Error {}

function explain(error: MultipartError): string {
  switch (error._tag) {
    case "InvalidBoundary":
      return "its Content-Type names no boundary";
    case "BadHeaders":
      return "the headers of a part cannot be read";
    case "InvalidDisposition":
      return "a part has no name";
    case "EndNotReached":
      return "its last boundary is missing";
    case "ReachedLimit":
      return error.limit === "MaxParts"
        ? `it has more than ${MOST_PARTS} parts`
        : `a field takes more than ${MOST_FIELD_BYTES} bytes`;
  }
}

/** Strips directories from a file name, which old browsers send, and attackers for path traversal (RFC 7578, 4.2). */
const lastPartOf = (filename: string): string =>
  filename.slice(Math.max(filename.lastIndexOf("/"), filename.lastIndexOf("\\")) + 1);
