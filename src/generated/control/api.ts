// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "control",
  title: "standin control API",
  hosts: ["127.0.0.1"],
  prefixes: ["/_standin"],
} as const;
