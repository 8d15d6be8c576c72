// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "control",
  title: "standin control API",
  hosts: [],
  prefixes: ["/_standin"],
} as const;
