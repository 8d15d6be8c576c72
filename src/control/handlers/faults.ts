import type { Fault } from "#engine/faults/fault.ts";
import type { components } from "#generated/control/types.ts";
import type { ControlHandlers } from "../operations.ts";
import type { ControlOptions } from "../options.ts";
import { notFound } from "../problems.ts";

type FaultOperation = "listFaults" | "addFault" | "clearFaults" | "getFault" | "deleteFault";

/** Converts a fault to plain data. A predicate function of this process cannot be shown. */
function show({ match: { where: _where, ...match }, ...rest }: Fault): components["schemas"]["Fault"] {
  return { ...rest, match };
}

const missing = (world: string, id: string) => notFound(`World ${world} has no fault ${id}. GET …/faults lists them.`);

export const faultHandlers = (options: ControlOptions): ControlHandlers<FaultOperation> => ({
  async listFaults({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return { status: 200, body: { faults: faults.list().map(show) } };
  },

  async addFault({ path, body }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return { status: 201, body: show(await faults.add(body)) };
  },

  async clearFaults({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    faults.clear();
    return { status: 204 };
  },

  async getFault({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    const fault = faults.get(path.fault);
    return fault === undefined ? missing(path.world, path.fault) : { status: 200, body: show(fault) };
  },

  async deleteFault({ path }) {
    const { faults } = await options.engine.worlds.open(path.world);
    return faults.remove(path.fault) ? { status: 204 } : missing(path.world, path.fault);
  },
});
