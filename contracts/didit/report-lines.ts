import { decodePDFRawStream, PDFDocument, PDFRawStream } from "@cantoo/pdf-lib";

/** The lines on the page of a report. */
export async function readLines(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes);
  const streams = document.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [decodePDFRawStream(object).decode()] : []));
  const text = streams.map((each) => Buffer.from(each).toString("latin1")).join("\n");
  return [...text.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, hex = ""]) => Buffer.from(hex, "hex").toString("latin1"));
}
