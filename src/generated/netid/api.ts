// Written by `npm run generate`. Do not edit: change the spec.

export const api = {
  name: "netid",
  title: "netID Permission Center",
  hosts: ["einwilligungsspeicher.netid.de", "einwilligungsspeicher.qa.netid.de", "einwilligen.netid.de", "einwilligen.qa.netid.de", "einwilligungsuebersicht.netid.de", "einwilligungsuebersicht.qa.netid.de"],
  prefixes: [""],
} as const;
