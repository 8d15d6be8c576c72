// Written by `npm run generate`. Do not edit: change the spec.

/** The security schemes of each operation. */
export interface Security {
  readonly getHealth: "controlToken" | undefined;
  readonly listProviders: "controlToken" | undefined;
  readonly getLimits: "controlToken" | undefined;
  readonly getAgreement: "controlToken" | undefined;
  readonly listWorlds: "controlToken" | undefined;
  readonly getWorld: "controlToken" | undefined;
  readonly putWorld: "controlToken" | undefined;
  readonly deleteWorld: "controlToken" | undefined;
  readonly resetWorld: "controlToken" | undefined;
  readonly forkWorld: "controlToken" | undefined;
  readonly listSnapshots: "controlToken" | undefined;
  readonly getSnapshot: "controlToken" | undefined;
  readonly putSnapshot: "controlToken" | undefined;
  readonly deleteSnapshot: "controlToken" | undefined;
  readonly restoreSnapshot: "controlToken" | undefined;
  readonly getClock: "controlToken" | undefined;
  readonly changeClock: "controlToken" | undefined;
  readonly advanceClock: "controlToken" | undefined;
  readonly listDue: "controlToken" | undefined;
  readonly listFaults: "controlToken" | undefined;
  readonly addFault: "controlToken" | undefined;
  readonly clearFaults: "controlToken" | undefined;
  readonly getFault: "controlToken" | undefined;
  readonly deleteFault: "controlToken" | undefined;
  readonly listExchanges: "controlToken" | undefined;
  readonly clearExchanges: "controlToken" | undefined;
  readonly streamExchanges: "controlToken" | undefined;
  readonly exportExchanges: "controlToken" | undefined;
  readonly runScenario: "controlToken" | undefined;
  readonly getState: "controlToken" | undefined;
  readonly putState: "controlToken" | undefined;
  readonly listEvents: "controlToken" | undefined;
  readonly settleOutbox: "controlToken" | undefined;
  readonly redeliverEvent: "controlToken" | undefined;
}
