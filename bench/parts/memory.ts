import { loadServer } from "../load.ts";
import { type Scale, say } from "../scale.ts";
import { residentMegabytes, startStandin } from "../servers.ts";
import { prepareWorkload, READ, WRITE } from "../workloads.ts";

const GETS = [100_000, 250_000, 500_000, 1_000_000];
const WRITES = 50_000;

/** Resident memory: idle, while a million reads pass, and after writes, whose state is kept. */
export async function measureMemory(scale: Scale) {
  const reader = await startStandin(scale.node);
  const idleMegabytes = await residentMegabytes(reader);
  const afterReads = [];
  try {
    const read = await prepareWorkload(READ, reader.url);
    let sent = 0;
    for (const target of GETS.map(scale.of)) {
      await loadServer(reader, read, { requests: target - sent });
      sent = target;
      afterReads.push({ requests: sent, megabytes: await residentMegabytes(reader) });
      say(`  after ${sent} reads: ${afterReads.at(-1)?.megabytes} MB`);
    }
  } finally {
    await reader.stop();
  }
  const writer = await startStandin(scale.node);
  try {
    const write = await prepareWorkload(WRITE, writer.url);
    const requests = scale.of(WRITES);
    await loadServer(writer, write, { requests });
    const afterWrites = { requests, megabytes: await residentMegabytes(writer) };
    say(`  idle ${idleMegabytes} MB; after ${requests} writes, all kept: ${afterWrites.megabytes} MB`);
    return { idleMegabytes, afterReads, afterWrites };
  } finally {
    await writer.stop();
  }
}
