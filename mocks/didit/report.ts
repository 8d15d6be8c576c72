import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import type { Verification } from "./state.ts";
import { toMillisecondTime } from "./times.ts";

const A4 = [595.28, 841.89] as const;
const MARGIN = 56;
const LINE = 20;

function linesOf({ id, number, status, vendorData, features, results, reviews, createdAtMs }: Verification): string[] {
  const { kyc, aml, face } = results;
  const rows: (readonly [string, string | number | null | undefined])[] = [
    ["Session", id],
    ["Number", number],
    ["Status", status],
    ["Created", toMillisecondTime(createdAtMs)],
    ["Vendor data", vendorData],
    ["Features", features],
    ["Name", kyc?.full_name],
    ["Date of birth", kyc?.date_of_birth],
    ["Document", kyc && [kyc.document_type, kyc.document_number, kyc.issuing_state].filter(Boolean).join(" ")],
    ["Document check", kyc?.status],
    ["Face check", face?.status],
    ["Lists", aml && `${aml.status}, ${aml.total_hits} hits`],
    ["Last review", reviews[0] && [reviews[0].new_status, reviews[0].comment].filter(Boolean).join(": ")],
  ];
  return rows.flatMap(([name, value]) => (value === null || value === undefined ? [] : `${name}: ${value}`));
}

/** The report of one verification: one page, the same bytes for the same verification. */
export async function writeReport(verification: Verification): Promise<Uint8Array> {
  // Otherwise the document would tell the time of its making.
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  const known = new Set(font.getCharacterSet());
  // The built-in font has Latin letters only, and refuses others.
  const printable = (text: string): string =>
    Array.from(text, (character) => (known.has(character.codePointAt(0) ?? 0) ? character : "?")).join("");
  document.setTitle(`Verification ${verification.id}`);
  const page = document.addPage([...A4]);
  page.setFont(font);
  let y = A4[1] - MARGIN;
  page.drawText("Identity verification report", { x: MARGIN, y, size: 20 });
  for (const line of linesOf(verification)) {
    y -= LINE;
    page.drawText(printable(line).slice(0, 90), { x: MARGIN, y, size: 11 });
  }
  return document.save();
}
