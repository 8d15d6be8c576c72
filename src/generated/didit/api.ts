// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "didit",
  title: "Didit identity verification, versions 1 to 3, and data transfer",
  hosts: ["apx.didit.me", "verification.didit.me", "app.didit.me", "verify.didit.me", "apx.staging.didit.me", "verification.staging.didit.me", "verify.staging.didit.me"],
  prefixes: [""],
} as const;
