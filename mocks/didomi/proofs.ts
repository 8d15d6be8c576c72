import { encodeKey } from "#engine/collections.ts";
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

/** A file that has been looked at and can be stored. */
interface ReadableFile {
  readonly file: string;
  readonly extension: string;
  /** Bytes, once decoded. */
  readonly size: number;
}

/** @returns `undefined` when the data URI is of another kind, or its base64 cannot be decoded */
export function readFile(file: string): ReadableFile | undefined {
  const comma = file.indexOf(",");
  const extension = EXTENSIONS.get(file.slice("data:".length, file.indexOf(";")));
  const digits = file.length - comma - 1;
  const padding = file.endsWith("==") ? 2 : file.endsWith("=") ? 1 : 0;
  // Four digits hold three bytes. Padding may be left out, but where it stands it must be right.
  const isDecodable = padding > 0 ? digits % 4 === 0 : digits % 4 !== 1;
  if (extension === undefined || !isDecodable) return undefined;
  return { file, extension, size: Math.floor(((digits - padding) * 3) / 4) };
}

/** Reads several files. @returns `undefined` when one of them cannot be stored */
export function readFiles(files: readonly string[] | undefined): readonly ReadableFile[] | undefined {
  const readable = (files ?? []).map(readFile).filter((file) => file !== undefined);
  return readable.length === (files ?? []).length ? readable : undefined;
}

export async function storeProof(
  { file, extension, size }: ReadableFile,
  organization_id: string,
  { proofs, ids }: DidomiContext,
): Promise<StoredProof> {
  const proof: StoredProof = { organization_id, id: `${await ids.hex(64)}.${extension}`, size, file };
  await proofs.put(proof);
  return proof;
}

/** Stores the files of an event. @returns their ids, after those that were sent */
export async function storeProofs(
  files: readonly ReadableFile[],
  sentIds: readonly string[],
  organizationId: string,
  context: DidomiContext,
): Promise<string[]> {
  const proofIds = [...sentIds];
  for (const file of files) proofIds.push((await storeProof(file, organizationId, context)).id);
  return proofIds;
}

export const findProof = async (
  organizationId: string,
  id: string,
  { proofs }: DidomiContext,
): Promise<StoredProof | undefined> => proofs.get(encodeKey([organizationId, id]));
