/** What shows the exchanges, faults and events of a world: no start needs it. */
export { toEventViews } from "#control/event-view.ts";
export { toExchangeView } from "#control/exchange-view.ts";
export { toFaultView } from "#control/fault-view.ts";
export { waitForExchanges } from "#control/wait.ts";
export { toTime } from "#control/world-view.ts";
export { checkNamed } from "#engine/faults/faults.ts";
export { toHar } from "#engine/journal/har.ts";
