import { describeConsumer } from "../agreement/consumer-suite.ts";
import { contract } from "./interactions.ts";

describeConsumer(contract);
