import type { Faults } from "#engine/faults/faults.ts";
import { missingFault } from "#engine/world/missing.ts";
import { toFaultView } from "../fault-view.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";

type FaultOperation = "listFaults" | "addFault" | "clearFaults" | "getFault" | "deleteFault";

const missing = (world: string, id: string, faults: Faults) => notFound(missingFault(world, id, faults).message);

export const faultHandlers = (options: ControlOptions): ControlHandlers<FaultOperation> => ({
  async listFaults({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return { status: 200, body: { faults: faults.list().map(toFaultView) } };
  },

  async addFault({ path, body }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return { status: 201, body: toFaultView(await faults.add(body)) };
  },

  async clearFaults({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    faults.clear();
    return { status: 204 };
  },

  async getFault({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    const fault = faults.get(path.fault);
    return fault === undefined ? missing(path.world, path.fault, faults) : { status: 200, body: toFaultView(fault) };
  },

  async deleteFault({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return faults.remove(path.fault) ? { status: 204 } : missing(path.world, path.fault, faults);
  },
});
