import * as module from "#clients/didomi.ts";
import { type CallSite, functionsOf, type Helpers } from "../agreement/contract.ts";
import { browsers, refusedInBrowsers } from "./browser-calls.ts";
import { recordings, scopes } from "./choice-calls.ts";
import { connect, openBrowser } from "./connections.ts";
import { ADAS } from "./exchanges.ts";
import { history } from "./history-calls.ts";
import { refusedAlike, refusedEach, unknownDevice } from "./refusal-calls.ts";
import { endUserTokens, renewals, tokens } from "./token-calls.ts";

const nowhere = { baseUrl: "http://provider.invalid", from: () => ADAS } as unknown as CallSite;

export const helpers: Helpers = {
  functions: [
    ...functionsOf(module, connect(nowhere)),
    ...functionsOf({}, openBrowser(nowhere)).map((name) => `${name} in a browser`),
  ],
  calls: [
    ...tokens,
    ...endUserTokens,
    ...recordings,
    ...scopes,
    ...history,
    ...browsers,
    ...refusedAlike,
    ...refusedEach,
    unknownDevice,
    ...renewals,
    ...refusedInBrowsers,
  ],
};
