// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "avacy",
  title: "Avacy Consent Solution API",
  hosts: ["api.avacy.eu"],
  prefixes: [""],
} as const;
