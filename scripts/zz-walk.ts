import { walkSpec } from "../test/support/spec-walk.ts";

for (const p of process.argv.slice(2))
  try {
    const { bugs, ...w } = await walkSpec(p);
    console.log(p, JSON.stringify(w), bugs.length);
    for (const b of bugs.slice(0, 12)) console.log("   ", b);
  } catch (e) {
    console.log(p, String(e).slice(0, 900));
  }
