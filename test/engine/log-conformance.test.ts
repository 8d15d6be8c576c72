import { describe, expect, it } from "vitest";
import { embedded } from "../support/lmdb-place.ts";
import { CHECKS, type LogKind } from "../support/log-conformance.ts";
import { createEntryList } from "../support/replayed-log.ts";
import { createStore, type StoreFault } from "../support/stored-log.ts";

const stored = (fault?: StoreFault): LogKind => ({
  name: "a log in memory that processes share",
  openPlace() {
    const store = createStore(fault);
    return {
      open: store.open,
      kill: (log) => void log.close(),
      isShared: true,
      setBroken(isBroken) {
        store.isBroken = isBroken;
      },
      close: async () => {},
    };
  },
});

const listed: LogKind = {
  name: "a list of entries, by the scripted log",
  openPlace() {
    const list = createEntryList();
    return {
      open: list.open,
      kill: (log) => void log.close(),
      isShared: false,
      setBroken(isBroken) {
        list.isBroken = isBroken;
      },
      close: async () => {},
    };
  },
};

/** Every kind of log there is. */
const KINDS: readonly LogKind[] = [{ name: "no log" }, listed, stored(), embedded({ runs: 15 })];

describe.each(KINDS)("worlds with $name", (kind) => {
  it.each(Object.entries(CHECKS))("%s", async (_, check) => {
    await check(kind);
  });
});

describe("what a log does wrong is noticed", () => {
  it.each<StoreFault>([
    "copies take local rows along",
    "copies leave rows behind",
    "deletions are not stored",
    "heads are numbers",
    "keys are cut",
    "overtaken work is stored all the same",
    "replies before it is stored",
    "stores parts of a commit",
    "reverts nothing",
    "copies follow their world",
    "a dropped world comes back",
  ])("%s", async (fault) => {
    const kind = { ...stored(fault), runs: 20 };
    const trial = (async () => {
      for (const check of Object.values(CHECKS)) await check(kind);
    })();
    await expect(trial).rejects.toThrow();
  });
});
