import { defineConfig } from "vitest/config";
import { artifacts } from "./artifacts.ts";

/** A project as users have one, but for the source instead of the package. Its tests are run by other tests only. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ["standin-source"] },
  ssr: { resolve: { conditions: ["standin-source"] } },
  test: { include: ["*.case.ts"], reporters: ["default", artifacts] },
});
