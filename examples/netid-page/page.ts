import { createNetidClient, isIdConsentGiven, type NetidPermissions, tpidOf } from "standin/clients/netid";

/** The script of the page: shows the user's decision, and lets them change it. */

const { netidUrl = "", tappId = "" } = document.documentElement.dataset;
const netid = createNetidClient({ tappId, ...(netidUrl !== "" && { baseUrl: netidUrl }) });

function show(text: string): void {
  const line = document.querySelector("#status");
  if (line !== null) line.textContent = text;
}

async function showStatus(): Promise<void> {
  const status = await netid.readStatus();
  if (status.kind === "error") show(`netID says ${status.error ?? status.message}.`);
  else if (isIdConsentGiven(status)) show(`You have said yes; we know you as ${tpidOf(status)}.`);
  else if (isIdConsentGiven(status) === false) show("You have said no.");
  else show("You have not decided yet.");
}

async function decide(permissions: NetidPermissions): Promise<void> {
  const written = await netid.writePermissions(permissions);
  if (written.kind === "error") show(`netID says ${written.error ?? written.message}.`);
  else await showStatus();
}

// The TC string that a consent dialog would create from the user's choices.
const TC_STRING = "CP1R2oAP1R2oAEsABBDEDIEgAP_AAAAAAAYgAAAAAAAA";
const buttons: Readonly<Record<string, NetidPermissions>> = {
  "#allow": { idconsent: "VALID", tcString: TC_STRING },
  "#revoke": { idconsent: "INVALID" },
};
for (const [button, permissions] of Object.entries(buttons))
  document.querySelector(button)?.addEventListener("click", () => void decide(permissions));
void showStatus();
