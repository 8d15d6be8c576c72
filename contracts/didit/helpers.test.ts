import { describeHelpers } from "../agreement/helper-suite.ts";
import { contract } from "./interactions.ts";

describeHelpers(contract);
