import { Option } from "commander";
import { providerNames } from "#mocks/registry.ts";

/** The option of commands that work on some of the providers. */
export const providerOption = (): Option =>
  new Option("--provider <names...>", "only these providers").choices(providerNames).default(providerNames, "all");
