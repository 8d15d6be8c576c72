import { readContracts } from "./agreement/contract.ts";
import { walk } from "./agreement/walk/walk.ts";
import { readSpec, cellsOf } from "./agreement/spec.ts";
const t=Date.now();
const { sightings, requests } = await walk({ contracts: await readContracts(), runs: Number(process.argv[2]), seed: Number(process.argv[3]) });
console.log(requests, Date.now()-t);
for (const c of await readContracts()) for (const cell of cellsOf(await readSpec(c.provider))) if(!sightings.some(s=>s.operationId===cell.operationId&&s.status===cell.status)) console.log("not", cell.operationId, cell.status);
