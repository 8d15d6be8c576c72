import { encodeKey } from "#engine/contract/collection.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import { reasons } from "./reasons.ts";
import type { DidomiContext, StoredProof } from "./state.ts";

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ["image/png", "png"],
  ["image/jpg", "jpg"],
  ["image/jpeg", "jpg"],
  ["image/gif", "gif"],
  ["application/pdf", "pdf"],
  ["application/msword", "doc"],
  ["application/vnd.ms-outlook", "msg"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
]);

/** A checked file that can be stored. */
interface ReadableFile {
  readonly file: string;
  readonly extension: string;
  /** Bytes, once decoded. */
  readonly size: number;
}

/**
 * Reads a file's data URI.
 *
 * @param place of the file in the request
 * @returns the file, or why it cannot be stored
 */
export function readFile(file: string, place: string): ReadableFile | { readonly reason: Reason } {
  // A parameter of the media type may hold commas, base64 has none.
  const comma = file.lastIndexOf(",");
  const mediaType = file.slice("data:".length, file.indexOf(";"));
  const extension = EXTENSIONS.get(mediaType);
  // The spec takes the same media types, so a request with another one does not come this far.
  if (extension === undefined)
    throw new Error(`Media type "${mediaType}" has no file extension: add it to EXTENSIONS.`);
  const digits = file.length - comma - 1;
  const padding = file.endsWith("==") ? 2 : file.endsWith("=") ? 1 : 0;
  // Four digits hold three bytes. Padding may be left out, but where it stands it must be right.
  const isDecodable = padding > 0 ? digits % 4 === 0 : digits % 4 !== 1;
  if (!isDecodable) return { reason: reasons.undecodableFile({ place, digits }) };
  return { file, extension, size: Math.floor(((digits - padding) * 3) / 4) };
}

type ReadFiles = { readonly files: readonly ReadableFile[] } | { readonly reason: Reason };

/** Reads the files of an event. @returns all of them, or why the first that cannot be stored cannot be */
export function readFiles(sent: readonly string[] = []): ReadFiles {
  const files: ReadableFile[] = [];
  for (const [index, text] of sent.entries()) {
    const read = readFile(text, `proofs[${index}]`);
    if ("reason" in read) return read;
    files.push(read);
  }
  return { files };
}

export function storeProof(
  { file, extension, size }: ReadableFile,
  organization_id: string,
  { proofs, ids }: DidomiContext,
): StoredProof {
  const proof: StoredProof = { organization_id, id: `${ids.hex(64)}.${extension}`, size, file };
  proofs.put(proof);
  return proof;
}

/** Stores the files of an event. @returns their ids, after those that were sent */
export const storeProofs = (
  files: readonly ReadableFile[],
  sentIds: readonly string[],
  organizationId: string,
  context: DidomiContext,
): string[] => [...sentIds, ...files.map((file) => storeProof(file, organizationId, context).id)];

export const findProof = (organizationId: string, id: string, { proofs }: DidomiContext): StoredProof | undefined =>
  proofs.get(encodeKey([organizationId, id]));
