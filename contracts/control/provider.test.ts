import { describeProvider } from "../agreement/provider-suite.ts";

await describeProvider("control");
