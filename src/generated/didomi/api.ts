// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "didomi",
  title: "Didomi Consents API",
  hosts: ["api.didomi.io", "api.privacy-center.org"],
  prefixes: ["/v1", ""],
} as const;
