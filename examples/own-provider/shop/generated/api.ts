// Written by `standin generate`. Do not edit: change the spec.

export const api = {
  name: "shop",
  title: "Shop",
  hosts: ["api.shop.example"],
  prefixes: [""],
} as const;
