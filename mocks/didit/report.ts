import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import type { Verification, WorkflowSession } from "./state.ts";
import { toMillisecondTime } from "./times.ts";

const A4 = [595.28, 841.89] as const;
const MARGIN = 56;
const LINE = 20;

type Rows = readonly (readonly [string, string | number | null | undefined])[];

const toLine = (status: string, comment: string | null): string => [status, comment].filter(Boolean).join(": ");

function rowsOf({ id, number, status, vendorData, features, results, reviews, createdAtMs }: Verification): Rows {
  const { kyc, aml, face } = results;
  const [newest] = reviews;
  return [
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
    ["Last review", newest && toLine(newest.new_status, newest.comment)],
  ];
}

function rowsOfSession(session: WorkflowSession): Rows {
  const { id, number, status, vendorData, features, reports, reviews, createdAtMs } = session;
  const document = reports.id_verifications?.[0];
  const [newest] = reviews;
  const [face, lists] = [reports.face_matches?.[0], reports.aml_screenings?.[0]];
  return [
    ["Session", id],
    ["Number", number],
    ["Status", status],
    ["Created", toMillisecondTime(createdAtMs)],
    ["Vendor data", vendorData],
    ["Features", features.join(", ")],
    ["Name", document?.full_name],
    ["Date of birth", document?.date_of_birth],
    [
      "Document",
      document && [document.document_type, document.document_number, document.issuing_state].filter(Boolean).join(" "),
    ],
    ["Document check", document?.status],
    ["Face check", face?.status],
    ["Lists", lists && `${lists.status}, ${lists.total_hits} hits`],
    ["Last review", newest && toLine(newest.newStatus, newest.comment)],
  ];
}

/** The report of one verification: one page, the same bytes for the same verification. */
export const writeReport = (verification: Verification): Promise<Uint8Array> =>
  writePage(`Verification ${verification.id}`, rowsOf(verification));

/** The report of a session of a workflow, likewise. */
export const writeSessionReport = (session: WorkflowSession): Promise<Uint8Array> =>
  writePage(`Session ${session.id}`, rowsOfSession(session));

async function writePage(title: string, rows: Rows): Promise<Uint8Array> {
  // Otherwise the document would tell the time of its making.
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  const known = new Set(font.getCharacterSet());
  // The built-in font has Latin letters only, and refuses others.
  const printable = (text: string): string =>
    Array.from(text, (character) => (known.has(character.codePointAt(0) ?? 0) ? character : "?")).join("");
  document.setTitle(title);
  const page = document.addPage([...A4]);
  page.setFont(font);
  let y = A4[1] - MARGIN;
  page.drawText("Identity verification report", { x: MARGIN, y, size: 20 });
  for (const [name, value] of rows) {
    if (value === null || value === undefined) continue;
    y -= LINE;
    page.drawText(printable(`${name}: ${value}`).slice(0, 90), { x: MARGIN, y, size: 11 });
  }
  return document.save();
}
